package dev.necessity.web.workbench;

/** What a form offers to choose: the value that is sent, and the text that is shown. */
record Option(String value, String text) {}
