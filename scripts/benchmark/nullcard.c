/* SPDX-FileCopyrightText: Virtual Smart Card authors
 * SPDX-License-Identifier: Apache-2.0 */
/* nullcard - the least a card can do behind vpcd: the floor for every latency figure.
 * Frame: 2-byte big-endian length, then payload. A 1-byte payload is a control
 * message: 0 off, 1 on, 2 reset (no answer), 4 ATR (answered). The rest is an APDU.
 * GET DATA (INS CB) serves a 2 KB blob by 61xx chaining or in one extended answer;
 * GENERAL AUTHENTICATE (INS 87) answers 70 or 264 bytes; anything else is 9000. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static int nodelay = 1, two = 0, spin = 0, strict = 0, delay_us = 0, quick = 0;
static unsigned char in[65540], out[65540];
static unsigned left, chain;

static int fill(int fd, unsigned char *p, size_t n)
{
    while (n) {
        ssize_t r = recv(fd, p, n, spin ? MSG_DONTWAIT : 0);
        if (r < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (r <= 0) return -1;
        p += r; n -= r;
    }
    return 0;
}

static int reply(int fd, size_t n)                  /* payload already at out+2 */
{
    out[0] = n >> 8; out[1] = n;
    if (delay_us) { struct timespec t = { delay_us / 1000000, delay_us % 1000000 * 1000L }; nanosleep(&t, NULL); }
    if (two) {
        if (send(fd, out, 2, MSG_NOSIGNAL) != 2) return -1;
        return send(fd, out + 2, n, MSG_NOSIGNAL) == (ssize_t) n ? 0 : -1;
    }
    return send(fd, out, n + 2, MSG_NOSIGNAL) == (ssize_t)(n + 2) ? 0 : -1;
}

static size_t more(unsigned max)                    /* next piece of the blob, with SW */
{
    unsigned n = left < max ? left : max;
    memset(out + 2, 0x5A, n);
    left -= n;
    out[2 + n] = left ? 0x61 : 0x90;
    out[3 + n] = left ? (left > 255 ? 0 : left) : 0;
    return n + 2;
}

static size_t answer(const unsigned char *a, size_t n)
{
    if (!strict && n >= 5 && !(a[0] & 0x10)) {
        int ext = n >= 7 && a[4] == 0;
        if (a[1] == 0xCB) { left = 2048; return more(ext ? 65535 : 256); }
        if (a[1] == 0x87) { left = n + chain > 100 ? 264 : 70; chain = 0; return more(ext ? 65535 : 256); }
        if (a[1] == 0xC0 && left) return more(a[4] ? a[4] : 256);
    } else if (!strict && n > 1 && a[1] == 0x87) chain += n;
    out[2] = 0x90; out[3] = 0;
    return 2;
}

static void serve(int fd)
{
    static const unsigned char atr[] = { 0x3B, 0x80, 0x80, 0x01, 0x01 };
    int one = 1;
    if (nodelay) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    for (;;) {
        if (quick & 1) setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &one, sizeof one);   /* before the header comes */
        if (fill(fd, in, 2)) return;
        if (quick & 2) setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &one, sizeof one);   /* header read: acknowledge it now */
        size_t n = in[0] << 8 | in[1], m;
        if (fill(fd, in, n)) return;
        if (n == 1) {
            if (in[0] != 4) continue;
            memcpy(out + 2, atr, m = sizeof atr);
        } else m = answer(in, n);
        if (reply(fd, m)) return;
    }
}

int main(int argc, char **argv)
{
    int c, port = 35963, lis = 0;
    while ((c = getopt(argc, argv, "p:lN2szd:q:")) != -1) switch (c) {
        case 'p': port = atoi(optarg); break;
        case 'l': lis = 1; break;                   /* reversed mode: vpcd connects to us */
        case 'N': nodelay = 0; break;
        case '2': two = 1; break;
        case 's': spin = 1; break;
        case 'z': strict = 1; break;
        case 'q': quick = atoi(optarg); break;      /* 1 before, 2 after the header, 3 both */
        case 'd': delay_us = atoi(optarg); break;
        default: fprintf(stderr, "usage: nullcard [-p PORT] [-l] [-N] [-2] [-s] [-z] [-q 0..3] [-d DELAY_US]\n"); return 2;
    }
    struct sockaddr_in sa = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int s = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    if (lis) {
        setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        if (bind(s, (void *) &sa, sizeof sa) || listen(s, 4)) { perror("listen"); return 1; }
        for (;;) { int fd = accept(s, NULL, NULL); if (fd >= 0) { serve(fd); close(fd); } }
    }
    if (connect(s, (void *) &sa, sizeof sa)) { perror("connect"); return 1; }
    serve(s);
    return 0;
}
