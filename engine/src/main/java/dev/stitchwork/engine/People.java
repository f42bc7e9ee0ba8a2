package dev.stitchwork.engine;

import dev.stitchwork.engine.Suspect.Over;
import dev.stitchwork.engine.Suspect.Reason;
import dev.stitchwork.engine.consensus.trust.Rings;
import dev.stitchwork.engine.store.Store;
import dev.stitchwork.engine.store.Suspicions.Given;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which accounts are one person's. Nobody is asked who he is for it: a payout account and a device are known by a keyed
 * hash only, whose key lies in the vault, so that a copy of the database does not tell one by trying all there are.
 */
final class People {
    private static final int MARK_CHARACTERS_MAX = 200;
    private static final double ACCURACY_UNKNOWN = 0.9;
    /** Answers' worth of {@link #ACCURACY_UNKNOWN} that each worker begins with. */
    private static final int ACCURACY_WEIGHT = 10;
    /** Two wrong keyings of one picture are equal so often; measured on handwritten registers. */
    private static final double REPEATS = 0.15;

    private final Store store;
    private final SigningKeys keys;

    People(Store store, SigningKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    List<Over> mark(AccountId account, Reason kind, String mark) {
        String plain = mark.strip().replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        if (plain.isEmpty() || plain.length() > MARK_CHARACTERS_MAX) {
            throw new IllegalArgumentException("Expected 1 to %d characters that name a %s but was %d."
                    .formatted(MARK_CHARACTERS_MAX, kind == Reason.PAYOUT ? "payout account" : "device", plain.length()));
        }
        return store.suspicions().mark(account, kind, hash(kind + " " + plain));
    }

    /** HMAC-SHA-256; its key is a signature that only the key in the vault gives, and gives every time (RFC 8032). */
    private String hash(String text) {
        try {
            byte[] key = HexFormat.of().parseHex(keys.engine().sign("stitchwork account marks"));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
        }
    }

    /** Looks through the newest answers for accounts that hand in each other's mistakes, and notes them. */
    void lookForCopiers() {
        List<Given> answers = store.suspicions().answers();
        Map<Long, Integer> workers = new HashMap<>();
        Map<Long, Integer> tasks = new HashMap<>();
        Map<String, Integer> values = new HashMap<>();
        List<Long> accounts = new ArrayList<>();
        answers.forEach(each -> workers.computeIfAbsent(each.worker(), worker -> {
            accounts.add(worker);
            return workers.size();
        }));
        if (accounts.size() < 2) {
            return;
        }
        Rings rings = new Rings(accuracy(answers, workers), REPEATS);
        for (Given each : answers) {
            int task = tasks.computeIfAbsent(each.task(), any -> tasks.size());
            rings.add(workers.get(each.worker()), task, values.computeIfAbsent(each.said(), any -> values.size()));
        }
        for (Rings.Ring ring : rings.find()) {
            AccountId first = new AccountId(accounts.get(ring.members().get(0)));
            for (int member : ring.members().subList(1, ring.members().size())) {
                int shared = ring.evidence().stream()
                        .filter(evidence -> evidence.member() == member)
                        .mapToInt(Rings.Evidence::sameMistakes)
                        .findFirst()
                        .orElse(0);
                store.suspicions().copied(first, new AccountId(accounts.get(member)), shared);
            }
        }
    }

    private static double[] accuracy(List<Given> answers, Map<Long, Integer> workers) {
        double[] right = new double[workers.size()];
        double[] judged = new double[workers.size()];
        for (Given each : answers) {
            each.settled().ifPresent(settled -> {
                judged[workers.get(each.worker())]++;
                right[workers.get(each.worker())] += settled.equalsIgnoreCase(each.said()) ? 1 : 0;
            });
        }
        double[] accuracy = new double[workers.size()];
        for (int worker = 0; worker < accuracy.length; worker++) {
            accuracy[worker] =
                    (right[worker] + ACCURACY_UNKNOWN * ACCURACY_WEIGHT) / (judged[worker] + ACCURACY_WEIGHT);
        }
        return accuracy;
    }
}
