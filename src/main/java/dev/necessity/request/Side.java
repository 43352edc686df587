package dev.necessity.request;

public enum Side { LEFT, RIGHT, BILATERAL }
