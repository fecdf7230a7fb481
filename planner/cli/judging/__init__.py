"""Commands that judge the plans as a whole: their promises, what is signed, the numbers of the printed sheet."""
