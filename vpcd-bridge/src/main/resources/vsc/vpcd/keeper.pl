# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs one private pcscd until standard input ends, that is until the process that started this one is gone, however it
# ended. Needs perl-base only. Answers on standard output: "dir PATH", "port NUMBER" once per pair of slots, "ready"; lines
# before an end without "ready" say what went wrong.
#
# Arguments: directory for the private directory, pcscd, vpcd driver, reader name, pairs of slots
use strict;
use warnings;
use Fcntl qw(F_SETFD);
use File::Path qw(remove_tree);
use POSIX qw(:sys_wait_h);
use Socket;

use constant NOBODY => 65534;

my ($parent, $pcscd, $driver, $name, $pairs) = @ARGV;
my ($dir, $pid, $alive);
my $advice = '';
my @reserved;

# Ctrl-C goes to the whole foreground group: stand aside, the end of standard input is the only thing to act upon.
$SIG{$_} = 'IGNORE' for qw(INT HUP QUIT PIPE);
POSIX::setsid();
$SIG{TERM} = sub { die "terminated\n" };
umask 077;
chdir '/';
$| = 1;
$^F = 3;    # pcscd takes its listening socket as descriptor 3

sub keep {
    eval {
        make_directory();
        my $listener = listen_on("$dir/pcscd.comm");
        write_configuration();
        start_pcscd($listener);
        close $listener;
        POSIX::close(3);
        await_readers();
        print "dir $dir\n", map({ "port $_->{port}\n" } @reserved), "ready\n";
        await_end();
        1;
    } or print $@, last_log_lines(), $advice;
    $SIG{TERM} = 'IGNORE';
    stop_pcscd();
    remove_tree($dir) if defined $dir;

    # Our ports stay reserved until the cards are out of their slots: the next private pcscd may get the same ones.
    close $_ for \*STDOUT, \*STDERR;
    1 while sysread STDIN, my $ignored, 512;
}

sub make_directory {
    for (1 .. 100) {
        my $path = sprintf '%s/vsc-pcscd-%08x', $parent, rand 2**32;
        next unless mkdir $path, 0700;
        $dir = $path;
        give_to_nobody($dir, 0710);
        return;
    }
    die "cannot make a directory in $parent: $!\n";
}

# Started by root, pcscd runs as nobody and must be able to read its configuration, but nothing else.
sub give_to_nobody {
    my ($path, $mode) = @_;
    return if $> != 0;
    chown 0, NOBODY, $path and chmod $mode, $path or die "cannot give $path to nobody: $!\n";
}

sub listen_on {
    my ($path) = @_;
    socket my $listener, PF_UNIX, SOCK_STREAM, 0 or die "socket: $!\n";
    bind $listener, pack_sockaddr_un($path) and listen $listener, SOMAXCONN or die "$path: $!\n";
    POSIX::dup2(fileno $listener, 3) if fileno $listener != 3;
    return $listener;
}

sub write_configuration {
    mkdir "$dir/reader.conf.d" and mkdir "$dir/drivers" or die "$dir: $!\n";
    open my $file, '>', "$dir/reader.conf.d/vpcd" or die "$dir: $!\n";
    for my $number (1 .. $pairs) {
        my $pair = reserve_ports();
        push @reserved, $pair;
        printf $file "FRIENDLYNAME \"%s\"\nDEVICENAME /dev/null:0x%X\nLIBPATH %s\nCHANNELID 0x%X\n\n",
            $number == 1 ? $name : "$name $number", $pair->{port}, driver($number), $pair->{port};
    }
    close $file or die "$dir: $!\n";
    give_to_nobody($_, 0750) for "$dir/reader.conf.d", "$dir/drivers";
    give_to_nobody("$dir/reader.conf.d/vpcd", 0640);
}

# The driver keeps its sockets in static fields, one per slot of the library: a second pair needs a second library.
sub driver {
    my ($number) = @_;
    return $driver if $number == 1;
    my $copy = "$dir/drivers/libifdvpcd-$number.so";
    system('cp', $driver, $copy) == 0 or die "cannot copy $driver\n";
    give_to_nobody($copy, 0640);
    return $copy;
}

# Two neighbouring ports that nobody else can get, while vpcd still can: they are bound exclusively, and only then marked
# as re-usable, which vpcd asks for. The standard ports belong to the machine's own pcscd even while that sleeps.
sub reserve_ports {
    for (1 .. 1000) {
        my $first = bind_port(0) or next;
        my ($port) = sockaddr_in(getsockname $first);
        next if $port >= 35960 && $port < 36000;
        my $second = bind_port($port + 1) or next;
        setsockopt $_, SOL_SOCKET, SO_REUSEADDR, 1 for $first, $second;
        return { port => $port, sockets => [$first, $second] };
    }
    die "no two free ports\n";
}

sub bind_port {
    my ($port) = @_;
    return if $port > 65535;
    socket my $socket, PF_INET, SOCK_STREAM, 0 or die "socket: $!\n";
    return bind($socket, sockaddr_in($port, INADDR_ANY)) ? $socket : undef;
}

sub start_pcscd {
    my @command = ($pcscd, '-f', '-c', "$dir/reader.conf.d");
    push @command, '--disable-polkit' if output_of($pcscd, '--help') =~ /--disable-polkit/;
    my $ipc = output_of($pcscd, '--version') =~ /ipcdir=(\S+)/ ? $1 : '/run/pcscd';
    if ($> == 0) {
        mkdir $ipc and chmod 0755, $ipc;
    }
    elsif (!-d $ipc) {
        @command = in_namespace($ipc, @command);
    }
    pipe $alive, my $held or die "pipe: $!\n";
    defined($pid = fork) or die "fork: $!\n";
    $pid or exec_pcscd($held, @command);
}

sub output_of {
    open my $out, '-|', @_ or return '';
    local $/;
    return <$out> // '';
}

# pcscd leaves unless its own directory exists, which only root can make: a private /run has one.
sub in_namespace {
    my ($ipc, @command) = @_;
    my ($run) = $ipc =~ m{^(.+)/};
    $advice = "without user namespaces, 'mkdir $ipc' by root helps\n";
    my $script = 'mount -t tmpfs none "$1" && mkdir "$2" && shift 2 && exec "$@"';
    return ('unshare', '-Urm', 'sh', '-c', $script, 'sh', $run, $ipc, @command);
}

# The pipe stays open exactly as long as pcscd lives.
sub exec_pcscd {
    my ($held, @command) = @_;
    $SIG{$_} = 'DEFAULT' for qw(INT HUP QUIT PIPE TERM);
    open STDIN, '<', '/dev/null';
    open STDOUT, '>', "$dir/pcscd.log";
    open STDERR, '>&', \*STDOUT;
    fcntl $held, F_SETFD, 0;
    become_nobody() if $> == 0;
    delete $ENV{LISTEN_FDNAMES};
    @ENV{qw(LISTEN_FDS LISTEN_PID)} = (1, $$);
    $ENV{PCSCLITE_HP_DROPDIR} = "$dir/drivers";    # the machine's own readers are none of our business
    exec { $command[0] } @command or print STDERR "$command[0]: $!\n";
    POSIX::_exit(127);
}

# As root it would overwrite the pid file of the machine's own pcscd.
sub become_nobody {
    $( = NOBODY;
    $) = NOBODY . ' ' . NOBODY;
    POSIX::setuid(NOBODY);
    return if $< == NOBODY && $> == NOBODY && "$( $)" !~ /\b(?!65534\b)\d/;
    print STDERR "cannot become nobody\n";
    POSIX::_exit(126);
}

sub await_readers {
    my @waiting = map { ($_->{port}, $_->{port} + 1) } @reserved;
    for (1 .. 2000) {
        my %listening = listening_ports();
        @waiting = grep { !$listening{$_} } @waiting;
        return if !@waiting;
        die "pcscd did not start\n" if pcscd_ended(0.005);
    }
    die "pcscd does not open its ports\n";
}

sub listening_ports {
    open my $table, '<', '/proc/net/tcp' or die "/proc/net/tcp: $!\n";
    return map { /^\s*\d+: 0{8}:([0-9A-F]{4}) \S+ 0A / ? (hex $1, 1) : () } <$table>;
}

sub await_end {
    my $input = '';
    vec($input, fileno $_, 1) = 1 for \*STDIN, $alive;
    select my $ready = $input, undef, undef, undef;
}

sub last_log_lines {
    open my $log, '<', ($dir // '') . '/pcscd.log' or return;
    my @lines = <$log>;
    return @lines > 5 ? @lines[-5 .. -1] : @lines;
}

sub pcscd_ended {
    my ($seconds) = @_;
    my $input = '';
    vec($input, fileno $alive, 1) = 1;
    return select($input, undef, undef, $seconds) > 0;
}

sub stop_pcscd {
    return if !$pid;
    kill 'TERM', $pid;
    kill 'KILL', $pid if !pcscd_ended(2);
    waitpid $pid, 0;
}

# At the very end, so that a program cut short by the death of its sender does nothing.
keep();

__END__
