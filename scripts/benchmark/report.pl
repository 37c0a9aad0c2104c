# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# The report of scripts/bench: tables of the figures in the file that it is given, lines of JSON, and how they compare with
# the aims.
#
# A section was measured in several rounds. Each figure is the median of the rounds, and so is each ratio or difference: that
# of a round compares what the same machine did within a second, whatever else it had to do then and however fast it clocked.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use List::Util qw(max min);

my (%rounds, @order);    # {section}{card}: lines
my %lines;               # {tag}: lines

while (<>) {
    my %line = /"(\w+)":"?([^",}]+)/g;
    push @{$lines{$line{tag}}}, \%line;
    my $section = $line{tag} =~ /^(?:alone|meanwhile)-/ ? $line{tag} : $line{section};
    next if !defined $line{p50_us};
    push @order, $section if $line{tag} eq 'latency' && !$rounds{$section};
    push @{$rounds{$section}{$line{card}}}, \%line;
}

my %title = (native => 'ours', portable => 'ours, portable');
my @ours = grep { my $card = $_; grep { $rounds{$_}{$card} } @order } qw(native portable);

sub median { my @sorted = sort { $a <=> $b } @_; return $sorted[$#sorted / 2] }

sub figure {
    my ($key, $section, $card) = @_;
    my $rounds = $rounds{$section}{$card} or return undef;
    return median(map { $_->{$key} } @$rounds);
}
sub p50 { return figure('p50_us', @_) }
sub p99 { return figure('p99_us', @_) }

# How a card compares with the null card, round by round.
sub compare {
    my ($with, $key, $section, $card) = @_;
    my ($ours, $null) = map { $rounds{$section}{$_} } $card, 'null';
    return undef if !$ours || !$null;
    return median(map { $with->($ours->[$_]{$key}, $null->[$_]{$key}) } 0 .. $#$ours);
}
sub ratio { my ($measured, $floor) = @_; return defined $measured && $floor ? $measured / $floor : undef }
sub ratio_to_null { return compare(\&ratio, @_) }
sub excess { return compare(sub { $_[0] - $_[1] }, @_) }

# The values of a key in the lines that have a tag and, if given, another key of this value; an undefined one if there is none.
sub values_of {
    my ($tag, $key, $where, $value) = @_;
    my @lines = grep { !$where || ($_->{$where} // '') eq $value } @{$lines{$tag} // []};
    my @values = grep { defined } map { $_->{$key} } @lines;
    return @values ? @values : (undef);
}

sub micros { return !defined $_[0] ? '-' : $_[0] < 20_000 ? sprintf('%.0f', $_[0]) : millis($_[0]) }
sub millis { return sprintf '%.0f ms', $_[0] / 1e3 }
sub factor { return defined $_[0] ? sprintf('%.2fx', $_[0]) : '-' }
sub megabytes { return sprintf '%.1f MB', $_[0] / 1024 }

sub row {
    my ($name, @cells) = @_;
    print sprintf('%-17s', $name), map({ sprintf '%10s', $_ } @cells), "\n";
}

# Pairs of a width and what stands above so many columns.
sub heading {
    print ' ' x 17;
    while (my ($width, $text) = splice @_, 0, 2) {
        printf '%s', '  ' . $text . ' ' . '-' x ($width - length($text) - 3);
    }
    print "\n";
}

sub cells {
    my ($section, $card) = @_;
    my @ratios = $card eq 'null' ? () : map { factor(ratio_to_null($_, $section, $card)) } qw(p50_us p99_us);
    return (micros(p50($section, $card)), micros(p99($section, $card)), @ratios);
}

sub latencies {
    return if !@order;
    heading(20, 'null card', map { (40, $title{$_}) } @ours);
    row('µs', qw(p50 p99), (qw(p50 p99 p50/null p99/null)) x @ours);
    for my $section (@order) {
        row($section, map { cells($section, $_) } 'null', @ours);
    }
    print "\n";
}

# A card's share of an operation, beside the same operation of the same provider without a card.
my %bare = ('p256-9e' => 'bare-p256', 'rsa2048-ext' => 'bare-rsa2048', 'rsa2048-chained' => 'bare-rsa2048');

sub bare_operations {
    my @sections = grep { $bare{$_} } @order or return;
    heading(map { (30, $title{$_}) } @ours);
    row('µs, p50', ('bare', 'card-null', '/bare') x @ours);
    for my $section (@sections) {
        row($section, map {
            my ($bare, $excess) = (p50($bare{$section}, $_), excess('p50_us', $section, $_));
            (micros($bare), micros($excess), factor(ratio($excess, $bare)))
        } @ours);
    }
    print "\n";
}

sub line { printf "%-72s %s\n", @_ }

# Each tag with its times from the start of the process.
sub starts {
    for my $tag (grep { $lines{$_} } qw(start-test start-password)) {
        my @present = values_of($tag, 'present_us', 'card', 'native');
        line("$tag: to a card in the reader, p50 (slowest)", millis(median(@present)) . ' (' . millis(max @present) . ')');
        line('    of it the presence poll (the null card)', millis(median(values_of($tag, 'present_us', 'card', 'null'))));
        line('    of it the JVM (java -version)', millis(median(values_of($tag, 'jvm_us'))));
        line('    without pcscd: connected', millis(median(values_of("$tag-fake", 'connected_us'))));
        line('    without pcscd: ATR answered', millis(median(values_of("$tag-fake", 'atr_us'))));
        line('    without pcscd: first command answered', millis(median(values_of("$tag-fake", 'answered_us'))));
    }
}

# KiB of a further card, from processes with one and with some.
sub further {
    my %idle;
    push @{$idle{$_->{cards}}}, $_->{idle_rss_kib} for @{$lines{'rss-further'} // []};
    my ($few, $many) = sort { $a <=> $b } keys %idle or return undef;
    return (median(@{$idle{$many}}) - median(@{$idle{$few}})) / ($many - $few);
}

sub memory {
    line('rss: card with a password, right after VERIFY, RSA and P-256', megabytes(values_of('rss', 'rss_kib', 'when', 'after')))
        if $lines{rss};
    line('    after 10 s without work', megabytes(values_of('rss', 'rss_kib', 'when', 'idle'))) if $lines{rss};
    line('rss-further: each further card, all having been used', megabytes(further())) if $lines{'rss-further'};
    for my $all (@{$lines{hundred} // []}) {
        line('hundred: all have answered, from the start of the process', millis($all->{all_us}));
        line('    memory then', megabytes($all->{rss_kib}));
        line('    after 10 s without work', megabytes($all->{idle_rss_kib}));
    }
}

# The smallest APDU, while a key is made in another slot and while none is.
sub beside_keygen {
    my @cards = grep { $rounds{"alone-$_"} } @ours or return;
    heading(30, 'null card', 30, 'next slot of the process');
    row('µs, p99', (qw(alone meanwhile ratio)) x 2);
    for my $card (@cards) {
        row("keygen, $title{$card}" =~ s/ours, //r, map {
            my ($alone, $meanwhile) = map { p99(@$_) } ["alone-$card", $_], ["meanwhile-$card", $_];
            (micros($alone), micros($meanwhile), factor(ratio($meanwhile, $alone)))
        } qw(null next));
    }
    print "\n";
}

# The aims: what was seen, the highest value that is good, how to print both, and what else to know.
sub verdict {
    my ($what, $seen, $limit, $text, $remark) = @_;
    return if !defined $seen;
    line(sprintf('%-46s at most %s', $what, $text->($limit)), sprintf('%14s  %s', $text->($seen), ($seen <= $limit ? 'met' : 'MISSED') . ($remark // '')));
}

sub verdicts {
    my $excess = sub { sprintf 'null %+.0f µs', $_[0] };
    print "Aims\n";
    for my $section (qw(select-absent cert-2k-ext)) {
        verdict("$section, p50", ratio_to_null('p50_us', $section, 'native'), 1.15, \&factor);
    }
    verdict('p256-9e, p50', excess('p50_us', 'p256-9e', 'native'), 60, $excess);
    verdict('p256-9e portable, p50', excess('p50_us', 'p256-9e', 'portable'), 120, $excess);
    for my $section (qw(rsa2048-ext rsa2048-chained)) {
        verdict("$section, p50", excess('p50_us', $section, 'native'), 350, $excess);
        my $bare = p50('bare-rsa2048', 'portable');
        verdict("$section portable, p50", excess('p50_us', $section, 'portable'), 1.2 * $bare, $excess) if defined $bare;
    }
    # A stall would be 40 ms and more.
    verdict("$_, p99", excess('p99_us', $_, 'native'), 10_000, $excess) for qw(connect reset);
    for my $card (@ours) {
        my ($null, $next) = map { ratio(p99("meanwhile-$card", $_), p99("alone-$card", $_)) } qw(null next);
        verdict("keygen, $title{$card}, p99 of the next slot", $next, 3, \&factor, ' (null card ' . factor($null) . ')');
    }
    my $atr = $lines{'start-test-fake'} && median(values_of('start-test-fake', 'atr_us'));
    verdict('start-test to ATR answered, p50', $atr, 150_000, \&millis);
    verdict('rss', values_of('rss', 'rss_kib', 'when', 'after'), 80 * 1024, \&megabytes);
    verdict('rss-further', further(), 2 * 1024, \&megabytes);
    verdict('hundred', values_of('hundred', 'rss_kib'), 250 * 1024, \&megabytes);
}

latencies();
bare_operations();
beside_keygen();
starts();
memory();
print "\n" if grep { /^(?:start|rss|hundred)/ } keys %lines;
verdicts();
