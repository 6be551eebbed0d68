package com.smartonboarding.apikeys;

/** The program: the real streams, environment and clock, and the exit. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
