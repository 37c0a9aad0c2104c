/* SPDX-FileCopyrightText: Virtual Smart Card authors
 * SPDX-License-Identifier: Apache-2.0 */
/* pcsc_bench - APDU rate, latency percentiles and start-up times of a card seen
 * through PC/SC.  Usage: see README; every figure is printed as one JSON line. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <winscard.h>

#define MAXSTEP 64
#define MAXSEC 64
#define MAXAPDU 66000

struct apdu { unsigned char *b; size_t n; int sw; };          /* sw -1: any */
struct section {
    char name[48];
    struct apdu setup[MAXSTEP], step[MAXSTEP];
    int nsetup, nstep, repeat, connect;                       /* connect: 1 leave, 2 reset, 3 with context */
};

static struct section sec[MAXSEC];
static int nsec;
static SCARDCONTEXT ctx;
static SCARDHANDLE card;
static int is_open;
static char reader[256];
static const char *label = "-";
static unsigned char rbuf[MAXAPDU];
static unsigned long exchanges, rbytes;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static void die(const char *what, LONG rv)
{
    fprintf(stderr, "pcsc_bench: %s: %s\n", what, rv ? pcsc_stringify_error(rv) : "");
    exit(1);
}

static struct apdu parse(char *s)
{
    struct apdu a = { malloc(strlen(s) / 2 + 1), 0, 0x9000 };
    char *eq = strchr(s, '=');
    if (eq) {
        *eq++ = 0;
        while (*eq == ' ') eq++;
        a.sw = *eq == '*' ? -1 : (int) strtol(eq, NULL, 16);
    }
    int hi = -1;
    for (; *s; s++) {
        int v;
        if (*s >= '0' && *s <= '9') v = *s - '0';
        else if ((*s | 32) >= 'a' && (*s | 32) <= 'f') v = (*s | 32) - 'a' + 10;
        else continue;
        if (hi < 0) hi = v; else { a.b[a.n++] = (unsigned char)(hi << 4 | v); hi = -1; }
    }
    return a;
}

static void load(const char *path)
{
    static char line[2 * MAXAPDU + 64];
    FILE *f = fopen(path, "r");
    if (!f) { perror(path); exit(1); }
    struct section *s = NULL;
    while (fgets(line, sizeof line, f)) {
        char *p = line + strspn(line, " \t");
        p[strcspn(p, "#\r\n")] = 0;
        if (!*p) continue;
        if (*p == '[') {
            p[strcspn(p, "]")] = 0;
            s = &sec[nsec++];
            snprintf(s->name, sizeof s->name, "%s", p + 1);
            s->repeat = 1000;
        } else if (s && !strncmp(p, "setup ", 6)) s->setup[s->nsetup++] = parse(p + 6);
        else if (s && !strncmp(p, "do ", 3)) s->step[s->nstep++] = parse(p + 3);
        else if (s && !strncmp(p, "repeat ", 7)) s->repeat = atoi(p + 7);
        else if (s && !strncmp(p, "connect", 7))
            s->connect = strstr(p, "reset") ? 2 : strstr(p, "context") ? 3 : 1;
        else { fprintf(stderr, "bad line: %s\n", p); exit(1); }
    }
    fclose(f);
}

static void pick_reader(const char *sub)
{
    char *list = NULL;
    DWORD n = SCARD_AUTOALLOCATE;
    LONG rv = SCardListReaders(ctx, NULL, (LPSTR) &list, &n);
    if (rv) die("SCardListReaders", rv);
    for (char *p = list; *p; p += strlen(p) + 1)
        if (!sub || strstr(p, sub)) { snprintf(reader, sizeof reader, "%s", p); break; }
    SCardFreeMemory(ctx, list);
    if (!*reader) die("no such reader", 0);
}

static LONG open_card(void)
{
    DWORD proto;
    LONG rv = SCardConnect(ctx, reader, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &proto);
    is_open = rv == SCARD_S_SUCCESS;
    return rv;
}

static void close_card(DWORD how)
{
    if (is_open) SCardDisconnect(card, how);
    is_open = 0;
}

static LONG transmit(const unsigned char *b, size_t n, DWORD *len)
{
    *len = sizeof rbuf;
    LONG rv = SCardTransmit(card, SCARD_PCI_T1, b, n, NULL, rbuf, len);
    if (rv == SCARD_E_PROTO_MISMATCH) {
        *len = sizeof rbuf;
        rv = SCardTransmit(card, SCARD_PCI_T0, b, n, NULL, rbuf, len);
    }
    exchanges++;
    if (!rv) rbytes += *len;
    return rv;
}

/* One command with 61xx / 6Cxx handled; returns the final SW or -1. */
static int command(const struct apdu *a)
{
    DWORD len;
    unsigned char tmp[300];
    if (transmit(a->b, a->n, &len) || len < 2) return -1;
    for (;;) {
        int sw = rbuf[len - 2] << 8 | rbuf[len - 1];
        if ((sw >> 8) == 0x61) {
            unsigned char gr[5] = { 0x00, 0xC0, 0, 0, (unsigned char) sw };
            if (transmit(gr, 5, &len) || len < 2) return -1;
        } else if ((sw >> 8) == 0x6C && a->n >= 5 && a->n < sizeof tmp) {
            memcpy(tmp, a->b, a->n);
            tmp[a->n - 1] = (unsigned char) sw;
            if (transmit(tmp, a->n, &len) || len < 2) return -1;
        } else return sw;
    }
}

static int cmp(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

static void run_section(const struct section *s, int count, double max_s)
{
    int n = count > 0 ? count : s->repeat, bad = 0, done = 0, lastsw = 0;
    double *t = malloc(sizeof *t * (n + 1));
    LONG rv = 0;
    if (!s->connect) {
        if (!is_open && (rv = open_card())) { printf("{\"label\":\"%s\",\"test\":\"%s\",\"error\":\"connect %s\"}\n", label, s->name, pcsc_stringify_error(rv)); free(t); return; }
        for (int i = 0; i < s->nsetup; i++) {
            int sw = command(&s->setup[i]);
            if (s->setup[i].sw >= 0 && sw != s->setup[i].sw) {
                printf("{\"label\":\"%s\",\"test\":\"%s\",\"error\":\"setup %d SW=%04X\"}\n", label, s->name, i, sw & 0xffff);
                free(t);
                return;
            }
        }
    } else close_card(SCARD_LEAVE_CARD);
    int warm = s->connect ? 2 : n / 20 < 3 ? 3 : n / 20;
    double begin = 0, end;
    unsigned long e0 = 0, b0 = 0;
    for (int i = -warm; i < n; i++) {
        if (i == 0) { begin = now(); e0 = exchanges; b0 = rbytes; }
        double a = now();
        if (s->connect) {
            if (s->connect == 3) { SCardReleaseContext(ctx); SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &ctx); }
            rv = open_card();
            if (rv) { bad++; } else close_card(s->connect == 2 ? SCARD_RESET_CARD : SCARD_LEAVE_CARD);
        } else for (int k = 0; k < s->nstep; k++) {
            int sw = command(&s->step[k]);
            if (sw < 0 || (s->step[k].sw >= 0 && sw != s->step[k].sw)) { bad++; lastsw = sw; }
        }
        double b = now();
        if (i >= 0) { t[done++] = b - a; if (b - begin > max_s * 1e6) break; }
        else if (bad) { break; }
        else if (b - a > 200e3 && i < -1) i = -2;               /* slow: cut the warm-up */
    }
    end = now();
    if (!done || bad) {
        printf("{\"label\":\"%s\",\"test\":\"%s\",\"error\":\"bad=%d SW=%04X\"}\n", label, s->name, bad, lastsw & 0xffff);
        free(t);
        return;
    }
    qsort(t, done, sizeof *t, cmp);
    printf("{\"label\":\"%s\",\"test\":\"%s\",\"n\":%d,\"ops_s\":%.1f,\"xchg_op\":%.1f,\"bytes_op\":%.0f,\"min_us\":%.0f,\"p50_us\":%.0f,\"p90_us\":%.0f,\"p99_us\":%.0f,\"max_us\":%.0f}\n",
        label, s->name, done, done / ((end - begin) / 1e6), (double)(exchanges - e0) / done, (double)(rbytes - b0) / done,
        t[0], t[done / 2], t[done * 9 / 10], t[done * 99 / 100], t[done - 1]);
    fflush(stdout);
    free(t);
}

static long rss_kb(pid_t pid, const char *key)
{
    char path[64], line[256];
    long v = -1;
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *f = fopen(path, "r");
    if (!f) return -1;
    while (fgets(line, sizeof line, f))
        if (!strncmp(line, key, strlen(key))) v = atol(line + strlen(key) + 1);
    fclose(f);
    return v;
}

/* Wait until the reader's card is present (1) or absent (0); µs timestamp or -1. */
static double wait_card(int present, int ms)
{
    SCARD_READERSTATE st = { .szReader = reader, .dwCurrentState = SCARD_STATE_UNAWARE };
    double t0 = now();
    while (now() - t0 < ms * 1e3) {
        LONG rv = SCardGetStatusChange(ctx, 1000, &st, 1);
        if (rv && rv != SCARD_E_TIMEOUT) return -1;
        if (!!(st.dwEventState & SCARD_STATE_PRESENT) == present) return now();
        st.dwCurrentState = st.dwEventState;
    }
    return -1;
}

int main(int argc, char **argv)
{
    const char *script = NULL, *sub = NULL, *prov = NULL, *childlog = "/dev/null", *probe = NULL;
    int n = 0, c, spawn = 0;
    double max_s = 10;
    while ((c = getopt(argc, argv, "+r:s:n:t:l:SP:o:p:")) != -1) switch (c) {
        case 'r': sub = optarg; break;
        case 's': script = optarg; break;
        case 'n': n = atoi(optarg); break;
        case 't': max_s = atof(optarg); break;
        case 'l': label = optarg; break;
        case 'S': spawn = 1; break;
        case 'P': prov = optarg; break;
        case 'o': childlog = optarg; break;
        case 'p': probe = optarg; break;
        default: fprintf(stderr, "usage: pcsc_bench [-r READER] [-s SCRIPT] [-n N] [-t SEC] [-l LABEL] [SECTION...]\n"
            "       pcsc_bench -S [-p PROBE_APDU_HEX[=SW]] [-P PROVISION_SH] [-o CHILD_LOG] ... -- COMMAND ARG...\n"); return 2;
    }
    if (script) load(script);
    LONG rv = SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &ctx);
    if (rv) die("SCardEstablishContext", rv);
    pick_reader(sub);
    pid_t pid = 0;
    double t0 = 0;
    if (spawn) {
        if (wait_card(0, 5000) < 0) die("reader is not empty", 0);
        struct timespec ts = { 0, (long)((now() * 7919.0) - (long)(now() * 7919.0 / 400e6) * 400e6) };  /* random phase in the 400 ms poll */
        if (ts.tv_nsec < 0 || ts.tv_nsec > 400000000L) ts.tv_nsec = 123456789;
        nanosleep(&ts, NULL);
        t0 = now();
        pid = fork();
        if (!pid) {
            int fd = open(childlog, O_WRONLY | O_CREAT | O_APPEND, 0644);
            dup2(fd, 1); dup2(fd, 2); close(0);
            execvp(argv[optind], argv + optind);
            _exit(127);
        }
        double t1 = wait_card(1, 60000), t2, t3;
        if (t1 < 0) { kill(pid, SIGTERM); die("card did not appear", 0); }
        while ((rv = open_card()) && now() - t1 < 10e6) usleep(1000);
        if (rv) { kill(pid, SIGTERM); die("connect", rv); }
        t2 = now();
        char *pr = strdup(probe ? probe : "00A4040000=*");
        struct apdu a = parse(pr);
        int sw = command(&a), tries = 1;
        while (a.sw >= 0 && sw != a.sw && now() - t2 < 10e6) { usleep(1000); sw = command(&a); tries++; }
        t3 = now();
        printf("{\"label\":\"%s\",\"test\":\"start\",\"present_ms\":%.1f,\"connected_ms\":%.1f,\"select_ms\":%.1f,\"select_sw\":\"%04X\",\"tries\":%d,\"rss_kb\":%ld}\n",
            label, (t1 - t0) / 1e3, (t2 - t0) / 1e3, (t3 - t0) / 1e3, sw & 0xffff, tries, rss_kb(pid, "VmRSS"));
        fflush(stdout);
        if (prov) {
            close_card(SCARD_LEAVE_CARD);
            if (system(prov) != 0) fprintf(stderr, "provisioning failed\n");
        }
    }
    for (int i = 0; i < nsec; i++) {
        int want = spawn || optind >= argc;
        for (int k = optind; !want && k < argc; k++) want = !strcmp(argv[k], sec[i].name);
        if (want) run_section(&sec[i], n, max_s);
    }
    if (spawn) {
        long r = rss_kb(pid, "VmRSS"), h = rss_kb(pid, "VmHWM");
        close_card(SCARD_LEAVE_CARD);
        double a = now();
        kill(pid, SIGTERM);
        double b = wait_card(0, 15000);
        int st;
        for (int i = 0; i < 500 && waitpid(pid, &st, WNOHANG) == 0; i++) usleep(10000);
        kill(pid, SIGKILL);
        waitpid(pid, &st, WNOHANG);
        printf("{\"label\":\"%s\",\"test\":\"stop\",\"absent_ms\":%.1f,\"rss_kb\":%ld,\"hwm_kb\":%ld}\n", label, (b - a) / 1e3, r, h);
    }
    close_card(SCARD_LEAVE_CARD);
    SCardReleaseContext(ctx);
    return 0;
}
