// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vsc.iso.Bytes;
import vsc.manager.CardObjects;
import vsc.manager.SecretName;

/** {@code vsc object get}. */
@Command(name = "get", description = "Write what an object holds to a file, or in hexadecimal to standard output.")
@NeedsSecrets({SecretName.PASSWORD, SecretName.PIN})
final class ObjectGetCommand extends VscCommand {
    @Mixin
    private NamedObject named = new NamedObject();

    @Option(names = "-o", paramLabel = "FILE", description = "The file; otherwise standard output.")
    private @Nullable Path output;

    ObjectGetCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        Bytes value = new CardObjects(place(named.card), secrets()).get(named.object());
        if (output != null) {
            UserFile.write(output, value.toArray());
        }
        terminal()
                .result(
                        verb(),
                        Map.of("name", named.object().name(), "value", value.toString()),
                        output == null ? "%s%n".formatted(value) : "");
        return 0;
    }
}
