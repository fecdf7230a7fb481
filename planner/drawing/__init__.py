"""Pictures drawn from figures: a skeleton with joints, what it rests on and holds, and arrows."""
