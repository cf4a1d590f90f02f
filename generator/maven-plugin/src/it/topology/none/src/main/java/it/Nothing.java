package it;

public final class Nothing {}
