/* SPDX-FileCopyrightText: Virtual Smart Card authors
 * SPDX-License-Identifier: Apache-2.0 */
/* nullcard PORT - the least a card can do behind vpcd: the floor for every latency figure. It does nothing but answer with
 * as many bytes as a PIV card would: 2 KB for GET DATA, 12, 70 or 264 for GENERAL AUTHENTICATE, and 9000 for the rest. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { GET_RESPONSE = 0xC0, GET_DATA = 0xCB, GENERAL_AUTHENTICATE = 0x87, MANAGEMENT_KEY = 0x9B };

static unsigned char in[65536], out[2 + 65536];
static unsigned left, chained;                      /* bytes still to be fetched, and bytes of the chain so far */

static int fill(int fd, unsigned char *p, size_t n)
{
    while (n) {
        ssize_t r = recv(fd, p, n, 0);
        if (r <= 0) return -1;
        p += r;
        n -= r;
    }
    return 0;
}

static int reply(int fd, size_t n)                  /* payload already at out + 2 */
{
    out[0] = n >> 8;
    out[1] = n;
    return send(fd, out, n + 2, MSG_NOSIGNAL) == (ssize_t) (n + 2) ? 0 : -1;
}

static size_t more(unsigned max)                    /* next piece of the answer, with its status word */
{
    unsigned n = left < max ? left : max;
    memset(out + 2, 0x5A, n);
    left -= n;
    out[2 + n] = left ? 0x61 : 0x90;
    out[3 + n] = left > 255 ? 0 : left;
    return n + 2;
}

static unsigned signature_length(const unsigned char *apdu, size_t n)
{
    if (apdu[3] == MANAGEMENT_KEY) return 12;
    return n + chained > 100 ? 264 : 70;
}

static size_t answer(const unsigned char *apdu, size_t n)
{
    int extended = n >= 7 && apdu[4] == 0, last = !(apdu[0] & 0x10);
    if (n >= 5 && apdu[1] == GET_RESPONSE && left) return more(apdu[4] ? apdu[4] : 256);
    left = 0;
    if (n >= 5 && apdu[1] == GET_DATA) left = 2048;
    if (n >= 5 && apdu[1] == GENERAL_AUTHENTICATE && last) left = signature_length(apdu, n);
    chained = last ? 0 : chained + n;
    return more(extended ? 65533 : 256);
}

static void serve(int fd)
{
    static const unsigned char atr[] = { 0x3B, 0x80, 0x80, 0x01, 0x01 };
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    while (!fill(fd, in, 2)) {
        /* vpcd sends the payload only when the length is acknowledged; unasked, the system delays that by 40 ms. */
        setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &one, sizeof one);
        size_t n = in[0] << 8 | in[1];
        if (fill(fd, in, n)) return;
        if (n > 1) n = answer(in, n);
        else if (in[0] == 4) memcpy(out + 2, atr, n = sizeof atr);
        else continue;                              /* power and reset are not answered */
        if (reply(fd, n)) return;
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) { fprintf(stderr, "usage: nullcard PORT\n"); return 2; }
    struct sockaddr_in vpcd = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (void *) &vpcd, sizeof vpcd)) { perror("connect"); return 1; }
    serve(s);
    return 0;
}
