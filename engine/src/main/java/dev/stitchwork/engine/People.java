package dev.stitchwork.engine;

import dev.stitchwork.engine.Suspect.Over;
import dev.stitchwork.engine.Suspect.Reason;
import dev.stitchwork.engine.consensus.trust.Rings;
import dev.stitchwork.engine.store.Store;
import dev.stitchwork.engine.store.Suspicions.Given;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
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

    private static final int RINGS_MAX = 50;

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

    /**
     * Looks through the newest answers for accounts that hand in each other's mistakes, and notes them. Rings are found one
     * by one, the surest first, and each is one voice from then on: while it still is several, it makes what honest people
     * say against it look like a mistake that they share.
     */
    void lookForCopiers() {
        List<Given> answers = store.suspicions().answers();
        Map<Long, Integer> workers = new HashMap<>();
        List<Long> accounts = new ArrayList<>();
        answers.forEach(each -> workers.computeIfAbsent(each.worker(), worker -> {
            accounts.add(worker);
            return workers.size();
        }));
        double[] accuracy = accuracy(answers, workers);
        int[] voice = IntStream.range(0, accounts.size()).toArray();
        for (int round = 0; round < RINGS_MAX; round++) {
            List<Rings.Ring> rings = rings(answers, workers, accuracy, voice).find();
            if (rings.isEmpty()) {
                return;
            }
            Rings.Ring surest = rings.get(0);
            int first = surest.members().get(0);
            for (Rings.Evidence each : surest.evidence()) {
                if (each.member() != first) {
                    store.suspicions().copied(
                            new AccountId(accounts.get(first)), new AccountId(accounts.get(each.member())), each.sameMistakes());
                    Arrays.setAll(voice, worker -> voice[worker] == each.member() ? first : voice[worker]);
                }
            }
        }
    }

    private static Rings rings(List<Given> answers, Map<Long, Integer> workers, double[] accuracy, int[] voice) {
        Map<Long, Integer> tasks = new HashMap<>();
        Map<String, Integer> values = new HashMap<>();
        Rings rings = new Rings(accuracy, REPEATS);
        for (Given each : answers) {
            int task = tasks.computeIfAbsent(each.task(), any -> tasks.size());
            rings.add(voice[workers.get(each.worker())], task, values.computeIfAbsent(each.said(), any -> values.size()));
            if (each.adjudicated()) {
                rings.know(task, values.computeIfAbsent(each.settled().orElseThrow(), any -> values.size()));
            }
        }
        return rings;
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
