// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.card.CardInfo;
import vsc.card.VirtualCards;
import vsc.crypto.Secret;
import vsc.file.RecoveryReport;
import vsc.file.RecoveryShare;
import vsc.manager.Recovery;
import vsc.manager.SecretName;
import vsc.model.Failure;
import vsc.model.VscException;

/** {@code vsc recovery split}. */
@Command(
        name = "split",
        description = {
            "Make shares of which some open the card. With the PIN or PUK, they also",
            "recover what that protects."
        })
@NeedsSecrets({SecretName.PASSWORD, SecretName.PIN, SecretName.PUK})
final class RecoverySplitCommand extends VscCommand {
    @Parameters(paramLabel = "CARD", description = "The card.")
    private String card = "";

    @Option(names = "-n", required = true, paramLabel = "N", description = "How many shares are enough.")
    private int threshold;

    @Option(names = "-m", required = true, paramLabel = "M", description = "How many to make, at most 15.")
    private int count;

    @Option(names = "-o", paramLabel = "DIR", description = "An existing folder for a file for each share.")
    private @Nullable Path folder;

    @Option(names = "--stdout", description = "Write the shares to standard output instead.")
    private boolean stdout;

    RecoverySplitCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        if ((folder == null) == !stdout) {
            throw new VscException(Failure.USAGE, "Where do the shares go? Name a folder with -o, or say --stdout.");
        }
        Path file = card(card);
        CardInfo info = VirtualCards.inspect(file);
        List<Path> targets = new ArrayList<>();
        for (int index = 1; folder != null && index <= count; index++) {
            Path target = folder.resolve("%s-share-%d.txt".formatted(info.id().substring(0, 8), index));
            SecretFile.requireAbsent(target);
            targets.add(target);
        }
        RecoveryReport report = new Recovery(file, secrets()).split(threshold, count);
        Map<String, Object> data = RecoveryText.data(report);
        StringBuilder text = new StringBuilder(RecoveryText.of(report));
        for (RecoveryShare share : report.shares()) {
            try (share;
                    Secret content = content(share, info)) {
                if (targets.isEmpty()) {
                    text.append(new String(content.expose(), StandardCharsets.UTF_8))
                            .append('\n');
                } else {
                    SecretFile.write(targets.get(share.index() - 1), content);
                }
            }
        }
        report(data, targets, text);
        return 0;
    }

    private void report(Map<String, Object> data, List<Path> targets, StringBuilder text) {
        if (targets.isEmpty()) {
            data.put("shares", text.toString());
            terminal().result(verb(), data, text.toString());
        } else {
            data.put("files", targets.stream().map(Path::toString).toList());
            text.append("Wrote %s to %s.%n".formatted(targets.get(0), targets.get(targets.size() - 1)));
            terminal().done(verb(), data, text.toString());
        }
    }

    private static Secret content(RecoveryShare share, CardInfo info) {
        String remark = "# Recovery share %d of %d of the virtual smart card \"%s\" (%s). Any %d of them open it.%n"
                .formatted(share.index(), share.count(), info.label(), info.id(), share.threshold());
        try (Secret text = share.text()) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(remark.getBytes(StandardCharsets.UTF_8));
            whole.writeBytes(text.expose());
            return Secret.adopt(whole.toByteArray());
        }
    }
}
