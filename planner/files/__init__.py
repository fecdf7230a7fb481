"""Files and streams: read strictly, written whole or not at all."""
