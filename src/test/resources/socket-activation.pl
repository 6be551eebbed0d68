#!/usr/bin/perl
# Stands for systemd: listens at a Unix socket, and starts a service when somebody connects. The service gets the socket as
# standard input (StandardInput=socket), and can send news (Type=notify). When it has ended, the next connection starts it
# again. Prints what happens.
# Usage: socket-activation.pl SOCKET COMMAND...
use strict;
use warnings;
use POSIX ();
use Socket;

my ($path, @command) = @ARGV;
$| = 1;
socket my $listener, AF_UNIX, SOCK_STREAM, 0 or die "socket: $!\n";
bind $listener, pack_sockaddr_un($path) or die "$path: $!\n";
listen $listener, 64 or die "listen: $!\n";
socket my $news, AF_UNIX, SOCK_DGRAM, 0 or die "socket: $!\n";
bind $news, pack_sockaddr_un("$path.news") or die "$path.news: $!\n";
chmod 0777, "$path.news" or die "$path.news: $!\n"; # like /run/systemd/notify
print "listening\n";

sub readable { # SECONDS SOCKET...
    my ($seconds, @sockets) = @_;
    my $bits = '';
    vec($bits, fileno $_, 1) = 1 for @sockets;
    select my $ready = $bits, undef, undef, $seconds;
    return grep { vec($ready, fileno $_, 1) } @sockets;
}

while (readable(undef, $listener)) {
    my $service = fork // die "fork: $!\n";
    if (!$service) {
        POSIX::dup2(fileno $listener, 0);
        $ENV{NOTIFY_SOCKET} = "$path.news";
        exec @command;
    }
    print "started $service\n";
    until (waitpid $service, POSIX::WNOHANG()) {
        next unless readable(0.1, $news);
        recv $news, my $message, 4096, 0;
        print "news $message\n" if $message !~ /^BARRIER/; # only asks whether the news have arrived
    }
    print 'ended ', $? >> 8, "\n";
}
