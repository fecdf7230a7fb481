/** What the build puts before the scripts: the questions, their words, and the worker. */
declare const DATA: any;
