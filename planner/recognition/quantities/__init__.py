"""What words say as a number: values of tests, dates, ages of both, amounts."""
