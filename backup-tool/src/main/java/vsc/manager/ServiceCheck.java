// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vsc.manager.Doctor.Finding;
import vsc.model.VscException;
import vsc.pcsc.PcscContext;
import vsc.vpcd.PcscdInstallation;
import vsc.vpcd.PrivatePcscd;

/** Looks at the smart card service: what is installed of it, how it is started, and whether it lets us in. */
final class ServiceCheck {
    private static final String INSTALLATION = "installation";
    private static final String SERVICE = "service";
    private static final String LIBRARY = "library";
    private static final Path SOCKET = Path.of("/run/pcscd/pcscd.comm");
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final String PCSC_LIBRARY = "libpcsclite";
    private static final Path SYSTEMD = Path.of("/run/systemd/system");
    private static final String SOCKET_UNIT = "pcscd.socket";

    List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        Optional<PcscdInstallation> installed = installation(findings);
        findings.add(service());
        library(installed).ifPresent(findings::add);
        findings.addAll(activation());
        return findings;
    }

    private static Optional<PcscdInstallation> installation(List<Finding> findings) {
        try {
            PcscdInstallation found = PcscdInstallation.find();
            findings.add(Finding.good(
                    INSTALLATION,
                    "pcscd%s is %s, its driver vpcd%s is %s."
                            .formatted(
                                    DebianPackages.version("pcscd"),
                                    found.pcscd(),
                                    DebianPackages.version("vsmartcard-vpcd"),
                                    found.driver())));
            return Optional.of(found);
        } catch (VscException e) {
            findings.add(Finding.fault(
                    INSTALLATION, e.getMessage(), "On Debian, as root: apt-get install pcscd vsmartcard-vpcd"));
            return Optional.empty();
        }
    }

    private static Finding service() {
        try (PcscContext context = PcscContext.establish()) {
            int readers = context.readers().size();
            return Finding.good(SERVICE, "The smart card service answers; it has %d readers.".formatted(readers));
        } catch (VscException e) {
            return isLibraryLoaded() && answers(socket()) ? refused() : Finding.fault(SERVICE, e.getMessage(), cure());
        }
    }

    /** The error that the library gives then depends on how far it came before the connection was closed. */
    private static Finding refused() {
        return Finding.fault(
                SERVICE,
                "The smart card service is there, but turns us away (polkit).",
                "polkit must allow the actions org.debian.pcsc-lite.access_pcsc and access_card to you: work at the"
                        + " machine's own desktop, or add a rule to /etc/polkit-1/rules.d. `vsc run` needs none.");
    }

    private static String cure() {
        Path socket = socket();
        if (isPrivate() && !Files.exists(socket)) {
            return "Nobody listens at %s; unset %s to use the machine's service."
                    .formatted(socket, PrivatePcscd.SOCKET_VARIABLE);
        }
        return Files.exists(socket) && !Files.isWritable(socket)
                ? "You may not use %s. As root: chmod 666 %s".formatted(socket, socket)
                : start();
    }

    private static String start() {
        return Files.isDirectory(SYSTEMD)
                ? "Start it as root: systemctl enable --now %s. `vsc run` needs none.".formatted(SOCKET_UNIT)
                : "Start it as root: pcscd -f & (with systemd: systemctl start %s). `vsc run` needs none."
                        .formatted(SOCKET_UNIT);
    }

    private static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    private static boolean isLibraryLoaded() {
        return Processes.mapped(MAPS, PCSC_LIBRARY).isPresent();
    }

    private static boolean isPrivate() {
        return System.getenv(PrivatePcscd.SOCKET_VARIABLE) != null;
    }

    private static Path socket() {
        String own = System.getenv(PrivatePcscd.SOCKET_VARIABLE);
        return own == null ? SOCKET : Path.of(own);
    }

    /** The library that was loaded to ask the service. Only Linux tells. */
    private static Optional<Finding> library(Optional<PcscdInstallation> installed) {
        if (!Files.exists(MAPS)) {
            return Optional.empty();
        }
        Optional<Path> loaded = Processes.mapped(MAPS, PCSC_LIBRARY);
        if (loaded.isEmpty()) {
            return Optional.of(Finding.fault(
                    LIBRARY,
                    "libpcsclite.so.1 cannot be loaded: it is missing or damaged.",
                    "On Debian, as root: apt-get install --reinstall libpcsclite1"));
        }
        boolean foreign = installed
                .map(found -> prefix(found.pcscd()))
                .filter(prefix -> !prefix.equals(prefix(loaded.get())))
                .isPresent();
        return Optional.of(
                foreign
                        ? Finding.warning(
                                LIBRARY,
                                "%s is not the library that came with pcscd.".formatted(loaded.get()),
                                "Unset LD_LIBRARY_PATH, or remove the copy: of another version, it cannot talk to pcscd.")
                        : Finding.good(LIBRARY, "The PC/SC library is %s.".formatted(loaded.get())));
    }

    /** What stands before sbin or lib: programs and libraries that belong together share it. */
    private static String prefix(Path file) {
        String path = file.toString().replaceFirst("^/(s?bin|lib)", "/usr/$1");
        return path.replaceFirst("/(s?bin|lib[^/]*)/.*", "");
    }

    private static List<Finding> activation() {
        if (isPrivate()) {
            return List.of(Finding.good(
                    "start",
                    "%s leads to %s, not to the machine's service.".formatted(PrivatePcscd.SOCKET_VARIABLE, socket())));
        }
        return Processes.named("pcscd").stream()
                .map(pcscd -> Finding.good(
                        "start",
                        pcscd.arguments().contains("--auto-exit")
                                        || pcscd.arguments().contains("-x")
                                ? "pcscd (process %d) was started on demand, and leaves when nobody has used it for a minute; a plugged card waits for the next one."
                                        .formatted(pcscd.pid())
                                : "pcscd (process %d) was started for good.".formatted(pcscd.pid())))
                .toList();
    }
}
