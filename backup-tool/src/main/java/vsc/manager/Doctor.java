// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vsc.model.VscException;
import vsc.pcsc.PcscContext;
import vsc.vpcd.PcscdInstallation;
import vsc.vpcd.VirtualReader;

/** Looks at everything a card in a reader needs, and says what is wrong and what mends it. */
public final class Doctor {
    /** How a thing is. */
    public enum State {
        GOOD,
        /** Works, but somebody should know. */
        WARNING,
        FAULT
    }

    /**
     * One thing that was looked at.
     *
     * @param cure empty where nothing has to be done
     */
    public record Finding(State state, String subject, String sentence, String cure) {
        static Finding good(String subject, String sentence) {
            return new Finding(State.GOOD, subject, sentence, "");
        }
    }

    private static final int OLDEST_JAVA = 17;

    private final Shelf shelf;
    private final VirtualReader reader;

    /**
     * @param reader whose slots are looked at
     */
    public Doctor(Shelf shelf, VirtualReader reader) {
        this.shelf = shelf;
        this.reader = reader;
    }

    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(installation());
        findings.add(service());
        ListeningPorts ports = ListeningPorts.read();
        for (int slot = 0; slot < reader.ports().size(); slot++) {
            findings.addAll(slot(slot, ports));
        }
        findings.addAll(rights());
        findings.add(privateService());
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        String sentence = "Java %d at %s.".formatted(version, System.getProperty("java.home"));
        return version >= OLDEST_JAVA
                ? Finding.good("java", sentence)
                : new Finding(State.FAULT, "java", sentence, "Install Java 17 or newer, or set JAVA_HOME to one.");
    }

    private static Finding installation() {
        try {
            PcscdInstallation found = PcscdInstallation.find();
            return Finding.good("installation", "pcscd is %s, its driver %s.".formatted(found.pcscd(), found.driver()));
        } catch (VscException e) {
            return new Finding(
                    State.FAULT,
                    "installation",
                    e.getMessage(),
                    "On Debian, as root: apt-get install pcscd vsmartcard-vpcd");
        }
    }

    private static Finding service() {
        try (PcscContext context = PcscContext.establish()) {
            int readers = context.readers().size();
            return Finding.good("service", "The smart card service answers; it has %d readers.".formatted(readers));
        } catch (VscException e) {
            return new Finding(
                    State.FAULT,
                    "service",
                    e.getMessage(),
                    "Start it as root: systemctl start pcscd.socket, or without systemd: pcscd -f &. `vsc run` needs none.");
        }
    }

    private List<Finding> slot(int slot, ListeningPorts ports) {
        int port = reader.ports().get(slot);
        String subject = "slot " + slot;
        ListeningPorts.Listener listener = ports.at(port);
        if (listener == ListeningPorts.Listener.NONE) {
            return List.of(new Finding(
                    State.FAULT,
                    subject,
                    "Nothing listens at port " + port + ".",
                    "Start pcscd; if it runs, see whether /etc/reader.conf.d has vpcd with this port."));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.good(
                subject,
                "The virtual reader listens at port %d; %s."
                        .formatted(port, ports.isConnected(port) ? "a card is in this slot" : "the slot is empty")));
        if (listener == ListeningPorts.Listener.EVERYWHERE) {
            findings.add(new Finding(
                    State.WARNING,
                    subject,
                    "Port %d is open on all interfaces: who reaches it can pose as your card.".formatted(port),
                    "As root: nft add rule inet filter input iifname != \"lo\" tcp dport %d drop".formatted(port)));
        }
        return findings;
    }

    private List<Finding> rights() {
        List<Finding> findings = new ArrayList<>();
        try {
            for (Path file : shelf.files()) {
                if (OpenToOthers.is(file)) {
                    findings.add(new Finding(
                            State.WARNING, "rights", file + " can be read by other users.", "chmod 600 " + file));
                }
            }
            if (Files.exists(shelf.folder()) && !Files.isWritable(shelf.folder())) {
                findings.add(new Finding(
                        State.FAULT,
                        "rights",
                        "You may not write to " + shelf.folder() + ".",
                        "chmod u+rwx " + shelf.folder()));
            }
        } catch (VscException e) {
            findings.add(new Finding(State.FAULT, "rights", e.getMessage(), "chmod u+rwx " + shelf.folder()));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.good("rights", "The cards in " + shelf.folder() + " are yours alone."));
        }
        return findings;
    }

    /** A private pcscd needs a folder that only root can make, or a user namespace to make it in. */
    private static Finding privateService() {
        boolean root = "root".equals(System.getProperty("user.name"));
        boolean folder = Files.isDirectory(Path.of("/run/pcscd"), LinkOption.NOFOLLOW_LINKS);
        return root || folder
                ? Finding.good("vsc run", "A private service can be started.")
                : new Finding(
                        State.WARNING,
                        "vsc run",
                        "/run/pcscd is missing; a private service then needs user namespaces.",
                        "If `vsc run` fails, as root: mkdir /run/pcscd");
    }
}
