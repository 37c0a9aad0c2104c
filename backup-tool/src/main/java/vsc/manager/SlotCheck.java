// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vsc.manager.Doctor.Finding;
import vsc.manager.ListeningPorts.Socket;

/** Looks at the slots of the virtual reader: who listens there, to whom, and whose card is in them. */
final class SlotCheck {
    private static final String PCSCD = "pcscd";

    private final List<Integer> slots;
    private final ListeningPorts ports;

    /**
     * @param slots ports in the order of the slots
     */
    SlotCheck(List<Integer> slots, ListeningPorts ports) {
        this.slots = slots;
        this.ports = ports;
    }

    List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        for (int slot = 0; slot < slots.size(); slot++) {
            findings.addAll(slot(slot));
        }
        return findings;
    }

    private List<Finding> slot(int slot) {
        int port = slots.get(slot);
        String subject = "slot " + slot;
        List<Socket> listening = ports.listening(port);
        if (listening.isEmpty()) {
            return List.of(Finding.fault(
                    subject,
                    "Nothing listens at port " + port + ".",
                    "Start pcscd; if it runs, see whether /etc/reader.conf.d has vpcd with this port."));
        }
        Optional<Processes.Owner> listener = listening.get(0).owner();
        if (listener.filter(owner -> !owner.program().equals(PCSCD)).isPresent()) {
            return List.of(Finding.fault(
                    subject,
                    "Port %d belongs to %s, not to pcscd.".formatted(port, listener.get()),
                    "End that program (as root: kill %d), then start pcscd again."
                            .formatted(listener.get().pid())));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(card(subject, port));
        if (listening.stream().anyMatch(socket -> !socket.loopback())) {
            findings.add(Finding.warning(
                    subject,
                    "Port %d is open on all interfaces: who reaches it can pose as your card.".formatted(port),
                    "As root: nft add rule inet filter input iifname != \"lo\" tcp dport %d drop".formatted(port)));
        }
        return findings;
    }

    private Finding card(String subject, int port) {
        String listens = "The virtual reader listens at port " + port;
        Optional<Socket> peer = ports.peer(port);
        if (peer.isEmpty()) {
            return Finding.good(subject, listens + "; the slot is empty.");
        }
        if (isOurs(peer.get())) {
            return Finding.good(
                    subject,
                    "%s; %s has a card in it.".formatted(listens, peer.get().who()));
        }
        String sentence = "%s, but %s has a card of its own in this slot."
                .formatted(listens, peer.get().who());
        String end = peer.get()
                .owner()
                .map(owner -> "End that program: kill " + owner.pid())
                .orElse("Ask that user to take the card out");
        return slots.stream().anyMatch(this::isUsable)
                ? Finding.warning(subject, sentence, end + "; or use another slot.")
                : Finding.fault(subject, sentence, end + "; or use `vsc run`.");
    }

    private boolean isUsable(int port) {
        return !ports.listening(port).isEmpty()
                && ports.peer(port).map(SlotCheck::isOurs).orElse(true);
    }

    private static boolean isOurs(Socket peer) {
        return peer.owner()
                .filter(owner -> owner.arguments().contains("vsc.cli.Main"))
                .isPresent();
    }
}
