/* SPDX-FileCopyrightText: Virtual Smart Card authors
 * SPDX-License-Identifier: Apache-2.0 */
/* fakevpcd - a virtual reader without pcscd: as many slots as wanted, and no presence poll to wait for. Starts COMMAND with
 * VSC_VPCD_PORTS set to its slots, takes COUNT cards as vpcd does, has each run a section of a script, and then asks
 * for their ATRs every 400 ms, as pcscd does, until standard input ends. Prints one line of JSON: when the first card had
 * connected, given its ATR and answered, when all had answered, and the memory of the process then and at the end.
 *
 * A frame is a length of two bytes, big-endian, and that many bytes. One byte alone is not an APDU but a control byte. */
#include "script.h"
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { POWER_ON = 1, GET_ATR = 4, POLL_MS = 400, PATIENCE_S = 30 };

static void die(const char *what)
{
    perror(what);
    stop_started();
    exit(1);
}

static int listen_somewhere(int *port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    struct timeval patience = { PATIENCE_S, 0 };
    int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(s, (void *) &address, sizeof address) || listen(s, 1) || getsockname(s, (void *) &address, &length)
        || setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience)) die("listen");
    *port = ntohs(address.sin_port);
    return s;
}

static int accept_card(int listener)
{
    struct timeval patience = { PATIENCE_S, 0 };
    int one = 1, card = accept(listener, NULL, NULL);
    if (card < 0 || setsockopt(card, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience)
        || setsockopt(card, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one)) die("no card connects");
    return card;
}

static void send_frame(int card, const unsigned char *payload, size_t length)
{
    static unsigned char frame[2 + MAX_APDU];
    frame[0] = length >> 8;
    frame[1] = length;
    memcpy(frame + 2, payload, length);
    if (send(card, frame, length + 2, MSG_NOSIGNAL) != (ssize_t) (length + 2)) die("the card is gone");
}

/* The last two bytes of what the card answers. */
static int ask(int card, const unsigned char *payload, size_t length)
{
    static unsigned char answer[MAX_APDU];
    unsigned char header[2];
    send_frame(card, payload, length);
    if (recv(card, header, 2, MSG_WAITALL) != 2) die("no answer");
    size_t n = header[0] << 8 | header[1];
    if (n < 2 || recv(card, answer, n, MSG_WAITALL) != (ssize_t) n) die("half an answer");
    return answer[n - 2] << 8 | answer[n - 1];
}

static void control(int card, unsigned char byte)
{
    if (byte == GET_ATR) ask(card, &byte, 1);
    else send_frame(card, &byte, 1);
}

static void perform(int card, const struct section *s)
{
    for (int i = 0; i < s->setups + s->steps; i++) {
        const struct step *step = i < s->setups ? &s->setup[i] : &s->step[i - s->setups];
        int status = ask(card, step->apdu, step->length);
        if (step->status >= 0 && status != step->status) {
            fprintf(stderr, "fakevpcd: %s: status word %04X\n", s->name, status);
            stop_started();
            exit(1);
        }
    }
}

static void serve(int count, char **argv, const char *log, const struct section *s)
{
    static char ports[8 * 1000];
    int *slot = calloc(count, sizeof *slot), port;
    for (int i = 0, n = 0; i < count; i++) {
        slot[i] = listen_somewhere(&port);
        n += sprintf(ports + n, i ? ",%d" : "%d", port);
    }
    setenv("VSC_VPCD_PORTS", ports, 1);
    double begin = now(), connected = 0, atr = 0, first = 0;
    pid_t pid = start(argv, log);
    for (int i = 0; i < count; i++) {
        int card = accept_card(slot[i]);
        close(slot[i]);
        slot[i] = card;
        if (!i) connected = now();
        control(card, GET_ATR);
        if (!i) atr = now();
        control(card, POWER_ON);
        control(card, GET_ATR);
        perform(card, s);
        if (!i) first = now();
    }
    printf("{\"section\":\"fake\",\"cards\":%d,\"pid\":%d,\"connected_us\":%.0f,\"atr_us\":%.0f,\"answered_us\":%.0f,"
        "\"all_us\":%.0f,\"rss_kib\":%ld", count, (int) pid, connected - begin, atr - begin, first - begin,
        now() - begin, resident(pid));
    fflush(stdout);
    for (struct pollfd in = { .fd = 0, .events = POLLIN }; !poll(&in, 1, POLL_MS);)
        for (int i = 0; i < count; i++) control(slot[i], GET_ATR);
    printf(",\"idle_rss_kib\":%ld}\n", resident(pid));
}

int main(int argc, char **argv)
{
    struct section section;
    const char *log = "/dev/null";
    int c;
    while ((c = getopt(argc, argv, "+o:")) != -1) if (c == 'o') log = optarg;
    int count = argc - optind < 4 ? 0 : atoi(argv[optind]);
    if (count < 1 || count > 1000) {
        fprintf(stderr, "usage: fakevpcd [-o LOG] COUNT SCRIPT SECTION COMMAND ARG...\n");
        return 2;
    }
    load_section(argv[optind + 1], argv[optind + 2], &section);
    serve(count, argv + optind + 3, log, &section);
    stop_started();
    return 0;
}
