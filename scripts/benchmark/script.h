/* SPDX-FileCopyrightText: Virtual Smart Card authors
 * SPDX-License-Identifier: Apache-2.0 */
/* Benchmark scripts: sections of commands, and what several programs here need. */
#ifndef SCRIPT_H
#define SCRIPT_H
#include <stddef.h>
#include <sys/types.h>

#define MAX_STEPS 16
#define MAX_APDU 66000

/* authenticate: not a command of its own but the exchange that proves the card management key. */
struct step { unsigned char *apdu; size_t length; int status; int authenticate; };      /* status -1: any */

enum kind { COMMANDS, CONNECT, RESET };

struct section {
    char name[32];
    enum kind kind;
    int setups, steps;
    struct step setup[MAX_STEPS], step[MAX_STEPS];
};

/* The section called name; ends the program if there is none or the file is not well formed. */
void load_section(const char *path, const char *name, struct section *into);

/* Microseconds of the monotonic clock. */
double now(void);

/* Starts a program, with its output and errors appended to log. If it ends by itself, so does this one, with a sentence. */
pid_t start(char **argv, const char *log);

/* Ends what was started: asks first, and then insists. */
void stop_started(void);

/* VmRSS in KiB. */
long resident(pid_t pid);
#endif
