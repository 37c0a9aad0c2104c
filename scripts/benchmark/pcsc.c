/* SPDX-FileCopyrightText: Virtual Smart Card authors
 * SPDX-License-Identifier: Apache-2.0 */
#include "pcsc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE_US 20e6

static SCARDCONTEXT context;
static unsigned char answer[MAX_APDU];
static DWORD answer_length;

static void die(const char *what, const char *why)
{
    fprintf(stderr, "pcsc_bench: %s: %s\n", what, why);
    stop_started();
    exit(1);
}

static void check(const char *what, LONG rv)
{
    if (rv) die(what, pcsc_stringify_error(rv));
}

struct target parse_target(char *argument)
{
    char *equals = strchr(argument, '=');
    if (!equals) die(argument, "is not LABEL=READER");
    *equals = 0;
    return (struct target) { .label = argument, .reader = equals + 1 };
}

void establish(void)
{
    check("SCardEstablishContext", SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &context));
}

void connect_card(struct target *t)
{
    DWORD protocol;
    if (t->open) return;
    check("SCardConnect",
        SCardConnect(context, t->reader, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &t->card, &protocol));
    t->open = 1;
}

void disconnect_card(struct target *t, DWORD disposition)
{
    if (t->open) SCardDisconnect(t->card, disposition);
    t->open = 0;
}

static int transmit(SCARDHANDLE card, const unsigned char *apdu, size_t length)
{
    answer_length = sizeof answer;
    check("SCardTransmit", SCardTransmit(card, SCARD_PCI_T1, apdu, length, NULL, answer, &answer_length));
    if (answer_length < 2) die("SCardTransmit", "no status word");
    return answer[answer_length - 2] << 8 | answer[answer_length - 1];
}

/* The host's half of external authentication (SP 800-73-4 part 2, A.1.2) with the key of a test card. openssl does the
 * arithmetic: it is needed once, and not timed. */
static void authenticate(SCARDHANDLE card)
{
    static const unsigned char ask[] = { 0, 0x87, 3, 0x9B, 4, 0x7C, 2, 0x81, 0, 0 };
    unsigned char prove[] = { 0, 0x87, 3, 0x9B, 12, 0x7C, 10, 0x82, 8, 0, 0, 0, 0, 0, 0, 0, 0 };
    char command[256];
    if (transmit(card, ask, sizeof ask) != 0x9000 || answer_length != 14) die("authenticate", "no challenge");
    int n = sprintf(command, "printf '");
    for (int i = 0; i < 8; i++) n += sprintf(command + n, "\\%03o", answer[4 + i]);
    sprintf(command + n, "' | openssl enc -des-ede3 -nopad -K 010203040506070801020304050607080102030405060708");
    FILE *pipe = popen(command, "r");
    if (!pipe || fread(prove + 9, 1, 8, pipe) != 8 || pclose(pipe)) die("authenticate", "openssl");
    if (transmit(card, prove, sizeof prove) != 0x9000) die("authenticate", "refused");
}

static int exchange(SCARDHANDLE card, const struct step *s)
{
    unsigned char get_response[5] = { 0, 0xC0, 0, 0, 0 };
    int status = transmit(card, s->apdu, s->length);
    while (status >> 8 == 0x61) {
        get_response[4] = (unsigned char) status;
        status = transmit(card, get_response, sizeof get_response);
    }
    return status;
}

void perform(const struct target *t, const struct section *s, const struct step *steps, int count)
{
    char what[128];
    for (int i = 0; i < count; i++) {
        if (steps[i].authenticate) { authenticate(t->card); continue; }
        int status = exchange(t->card, &steps[i]);
        if (steps[i].status < 0 || status == steps[i].status) continue;
        snprintf(what, sizeof what, "section %s, command %d, card %s, status word %04X", s->name, i + 1, t->label, status);
        die(what, "not as expected");
    }
}

double await_card(const char *reader, int present)
{
    SCARD_READERSTATE state = { .szReader = reader, .dwCurrentState = SCARD_STATE_UNAWARE };
    for (double begin = now(); now() - begin < PATIENCE_US; state.dwCurrentState = state.dwEventState) {
        LONG rv = SCardGetStatusChange(context, 1000, &state, 1);
        if (rv != (LONG) SCARD_E_TIMEOUT) check(reader, rv);
        if (!!(state.dwEventState & SCARD_STATE_PRESENT) == present) return now();
    }
    die(reader, present ? "no card comes" : "the card does not leave");
    return 0;
}
