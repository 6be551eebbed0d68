package com.smartonboarding.apikeys.output.serve;

import java.util.List;

/**
 * How a server was started.
 *
 * @param version the version of the tool
 * @param listen where it answers proxies and servers
 * @param statusListen where it tells its status; empty if it does so at the same places
 * @param networksChecked whether it knows the addresses of clients, and so checks the networks of tokens
 */
public record ServeStart(String version, List<String> listen, List<String> statusListen, boolean networksChecked) {}
