/* SPDX-FileCopyrightText: Virtual Smart Card authors
 * SPDX-License-Identifier: Apache-2.0 */
#include "script.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Hexadecimal digits, then "=" and the expected status word or "*" if it is not 9000. */
static struct step parse(char *text)
{
    struct step s = { malloc(strlen(text) / 2 + 1), 0, 0x9000, !strncmp(text, "authenticate", 12) };
    if (s.authenticate) return s;
    char *status = strchr(text, '=');
    if (status) {
        *status++ = 0;
        s.status = *status == '*' ? -1 : (int) strtol(status, NULL, 16);
    }
    int high = -1;
    for (; *text; text++) {
        int d = digit(*text);
        if (d < 0) continue;
        if (high < 0) high = d;
        else { s.apdu[s.length++] = (unsigned char) (high << 4 | d); high = -1; }
    }
    return s;
}

static struct step *next(struct step *list, int *count, const char *path)
{
    if (*count == MAX_STEPS) { fprintf(stderr, "%s: too many lines in a section\n", path); exit(1); }
    return &list[(*count)++];
}

void load_section(const char *path, const char *name, struct section *s)
{
    static char line[2 * MAX_APDU + 64];
    FILE *f = fopen(path, "r");
    int inside = 0, found = 0;
    if (!f) { perror(path); exit(1); }
    memset(s, 0, sizeof *s);
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "#\r\n")] = 0;
        if (*line == '[') {
            line[strcspn(line, "]")] = 0;
            inside = !strcmp(line + 1, name);
            found |= inside;
            if (inside) snprintf(s->name, sizeof s->name, "%s", name);
        } else if (!inside || !*line) continue;
        else if (!strncmp(line, "setup ", 6)) *next(s->setup, &s->setups, path) = parse(line + 6);
        else if (!strncmp(line, "do ", 3)) *next(s->step, &s->steps, path) = parse(line + 3);
        else if (!strcmp(line, "connect")) s->kind = CONNECT;
        else if (!strcmp(line, "connect reset")) s->kind = RESET;
        else { fprintf(stderr, "%s: bad line: %s\n", path, line); exit(1); }
    }
    fclose(f);
    if (!found) { fprintf(stderr, "%s: no section %s\n", path, name); exit(1); }
}

double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static pid_t started;

static void ended(int signal)
{
    static const char sentence[] = "the program that was started has ended: see its log\n";
    (void) signal;
    if (write(2, sentence, sizeof sentence - 1)) _exit(1);
}

pid_t start(char **argv, const char *log)
{
    signal(SIGCHLD, ended);
    started = fork();
    if (started) return started;
    int in = open("/dev/null", O_RDONLY), out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
    dup2(in, 0);
    dup2(out, 1);
    dup2(out, 2);
    execvp(argv[0], argv);
    perror(argv[0]);
    _exit(127);
}

void stop_started(void)
{
    if (!started) return;
    signal(SIGCHLD, SIG_DFL);
    kill(started, SIGTERM);
    for (int i = 0; i < 500; i++) {
        if (waitpid(started, NULL, WNOHANG)) return;
        usleep(10000);
    }
    kill(started, SIGKILL);
    waitpid(started, NULL, 0);
}

long resident(pid_t pid)
{
    char path[64], line[256];
    long kib = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int) pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f)) sscanf(line, "VmRSS: %ld", &kib);
    if (f) fclose(f);
    return kib;
}
