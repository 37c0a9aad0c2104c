/* SPDX-FileCopyrightText: Virtual Smart Card authors
 * SPDX-License-Identifier: Apache-2.0 */
/* Cards in readers of pcscd. What cannot go on ends the program with a sentence. */
#ifndef PCSC_H
#define PCSC_H
#include "script.h"
#include <winscard.h>

struct target { const char *label, *reader; SCARDHANDLE card; int open; };

/* From LABEL=READER, which is changed. */
struct target parse_target(char *argument);

void establish(void);

/* Connects if it is not yet. */
void connect_card(struct target *t);
void disconnect_card(struct target *t, DWORD disposition);

/* Each command, with GET RESPONSE for what is left of its answer. */
void perform(const struct target *t, const struct section *s, const struct step *steps, int count);

/* When the reader shows a card, or none. */
double await_card(const char *reader, int present);
#endif
