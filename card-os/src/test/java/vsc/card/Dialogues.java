// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import vsc.dialogue.Dialogue;
import vsc.model.VscException;

/** The dialogues of the resources. */
final class Dialogues {
    /** In which folders there are some, and for which cards. */
    private static final Map<String, Profile> APPLICATIONS =
            Map.of("piv/raw", Profile.PIV, "piv/whole", Profile.PIV, "fs/raw", Profile.PKCS15);

    private Dialogues() {}

    /** A dialogue, the card that it is for, and where it stands. */
    record Found(Profile profile, String file, Dialogue dialogue) {
        @Override
        public String toString() {
            return file + ": " + dialogue.name();
        }
    }

    /**
     * @param kind {@code raw} to be sent as they stand, or {@code whole} to be sent in any encoding
     */
    static List<Found> read(String kind) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Map.Entry<String, Profile> application : APPLICATIONS.entrySet()) {
            if (!application.getKey().endsWith("/" + kind)) {
                continue;
            }
            String folder = "/vsc/app/" + application.getKey();
            URI uri = uri(folder);
            if (uri.getScheme().equals("file")) {
                read(Path.of(uri), application.getValue(), found);
            } else {
                // Tests of other modules find them in a jar.
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    read(jar.getPath(folder), application.getValue(), found);
                }
            }
        }
        return found;
    }

    private static URI uri(String resource) {
        try {
            return Objects.requireNonNull(Dialogues.class.getResource(resource), resource)
                    .toURI();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static void read(Path folder, Profile profile, List<Found> found) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                parse(file).forEach(each -> found.add(new Found(profile, name, each)));
            }
        }
    }

    private static List<Dialogue> parse(Path file) throws IOException {
        try {
            return Dialogue.parse(Files.readAllLines(file));
        } catch (VscException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
