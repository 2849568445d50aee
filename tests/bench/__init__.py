"""Speed, statements and size, each beside a bare view doing the least possible: `make bench`."""
