"""How a command line is read: its words, the options that commands share, and the other names that people use."""
