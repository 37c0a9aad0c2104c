/* SPDX-FileCopyrightText: Virtual Smart Card authors
 * SPDX-License-Identifier: Apache-2.0 */
/* pcsc_bench - latencies and start-up times of cards as a PC/SC client sees them, one line of JSON for each figure. */
#include "pcsc.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_CARDS = 8, MAX_SAMPLES = 1000000, UNCOUNTED = 3, POLL_US = 400000 };

static const char usage[] =
    "usage: pcsc_bench [-w WARM_UP] [-k ROUNDS] [-t SECONDS] SCRIPT SECTION LABEL=READER...\n"
    "           runs a section on each reader in turn, so many rounds of so many seconds, after a warm-up\n"
    "       pcsc_bench [-o LOG] -S LABEL=READER SCRIPT SECTION COMMAND ARG...\n"
    "           starts COMMAND, times until its card is present and has done a section, and ends it\n"
    "       pcsc_bench -E READER...\n"
    "           waits until no card is left in them\n";

static void operate(struct target *t, const struct section *s)
{
    connect_card(t);
    if (s->kind == COMMANDS) perform(t, s, s->step, s->steps);
    else disconnect_card(t, s->kind == RESET ? SCARD_RESET_CARD : SCARD_LEAVE_CARD);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

static void run_round(struct target *t, const struct section *s, double seconds, int counts)
{
    static double sample[MAX_SAMPLES];
    int n = 0;
    if (s->setups) {
        connect_card(t);
        perform(t, s, s->setup, s->setups);
    }
    for (int i = 0; counts && i < UNCOUNTED; i++) operate(t, s);
    for (double begin = now(), end = begin; n < MAX_SAMPLES && end - begin < seconds * 1e6;) {
        double before = end;
        operate(t, s);
        end = now();
        sample[n++] = end - before;
    }
    if (!counts) return;
    qsort(sample, n, sizeof *sample, ascending);
    printf("{\"section\":\"%s\",\"card\":\"%s\",\"n\":%d,\"p50_us\":%.1f,\"p99_us\":%.1f}\n",
        s->name, t->label, n, sample[n / 2], sample[n * 99 / 100]);
    fflush(stdout);
}

static void time_start(struct target *t, const struct section *s, char **argv, const char *log)
{
    await_card(t->reader, 0);
    usleep((useconds_t) now() % POLL_US);           /* not in step with the presence poll of pcscd */
    double begin = now();
    pid_t pid = start(argv, log);
    double present = await_card(t->reader, 1);
    operate(t, s);
    double answered = now();
    printf("{\"section\":\"start\",\"card\":\"%s\",\"present_us\":%.0f,\"answered_us\":%.0f,\"rss_kib\":%ld}\n",
        t->label, present - begin, answered - begin, resident(pid));
    disconnect_card(t, SCARD_LEAVE_CARD);
    stop_started();
}

int main(int argc, char **argv)
{
    struct target targets[MAX_CARDS];
    struct section section;
    const char *log = "/dev/null";
    char *starts = NULL;
    int rounds = 5, empty = 0, count = 0, c;
    double seconds = 0.5, warm_up = -1;
    while ((c = getopt(argc, argv, "+k:t:w:o:S:E")) != -1) switch (c) {
        case 'k': rounds = atoi(optarg); break;
        case 't': seconds = atof(optarg); break;
        case 'w': warm_up = atof(optarg); break;
        case 'o': log = optarg; break;
        case 'S': starts = optarg; break;
        case 'E': empty = 1; break;
        default: fputs(usage, stderr); return 2;
    }
    if (argc - optind < (empty ? 1 : 3) || (!starts && argc - optind > MAX_CARDS)) { fputs(usage, stderr); return 2; }
    establish();
    for (; empty && optind < argc; optind++) await_card(argv[optind], 0);
    if (empty) return 0;
    load_section(argv[optind], argv[optind + 1], &section);
    if (starts) {
        struct target t = parse_target(starts);
        time_start(&t, &section, argv + optind + 2, log);
        return 0;
    }
    for (int i = optind + 2; i < argc; i++) targets[count++] = parse_target(argv[i]);
    for (int i = 0; i < count; i++) await_card(targets[i].reader, 1);
    for (int i = 0; i < count; i++) run_round(&targets[i], &section, warm_up < 0 ? seconds : warm_up, 0);
    for (int k = 0; k < rounds; k++)
        for (int i = 0; i < count; i++) run_round(&targets[i], &section, seconds, 1);
    for (int i = 0; i < count; i++) disconnect_card(&targets[i], SCARD_RESET_CARD);
    return 0;
}
