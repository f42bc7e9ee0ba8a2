package dev.stitchwork.engine.consensus.reconcile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who answered what to which item, in the order the answers came; a worker answers an item once. */
public final class AnswerSet {
    private final Map<String, Integer> workers = new LinkedHashMap<>();
    private final Map<String, Integer> items = new LinkedHashMap<>();
    private final List<String> itemNames = new ArrayList<>();
    private final List<String> workerNames = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<List<Integer>> ofItem = new ArrayList<>();
    private final Set<Long> pairs = new HashSet<>();

    /** One answer; worker and item by their numbers in the set. */
    public record Answer(int worker, int item, String text) {}

    /** @return false where this worker answered this item before; the first answer counts */
    public boolean add(String worker, String item, String text) {
        int byWorker = workers.computeIfAbsent(worker, name -> {
            workerNames.add(name);
            return workers.size();
        });
        int toItem = items.computeIfAbsent(item, name -> {
            itemNames.add(name);
            ofItem.add(new ArrayList<>());
            return items.size();
        });
        if (!pairs.add((long) byWorker << 32 | toItem)) {
            return false;
        }
        ofItem.get(toItem).add(answers.size());
        answers.add(new Answer(byWorker, toItem, text));
        return true;
    }

    /**
     * Whether the workers' names only number the answers of each item, so that they mean nobody: k1 gave every item's first
     * answer, k2 every second, and so on, while items have different numbers of answers.
     */
    public boolean namesOnlyNumber() {
        for (int worker = 0; worker < workerNames.size(); worker++) {
            if (!workerNames.get(worker).matches("[^0-9]*" + (worker + 1))) {
                return false;
            }
        }
        boolean uneven = false;
        for (List<Integer> answersOfItem : ofItem) {
            uneven |= answersOfItem.size() != ofItem.get(0).size();
            for (int place = 0; place < answersOfItem.size(); place++) {
                if (answers.get(answersOfItem.get(place)).worker() != place) {
                    return false;
                }
            }
        }
        return uneven;
    }

    public int size() {
        return answers.size();
    }

    public int items() {
        return itemNames.size();
    }

    public int workers() {
        return workerNames.size();
    }

    public Answer answer(int number) {
        return answers.get(number);
    }

    /** Numbers of the answers to an item, in the order they came. */
    public List<Integer> of(int item) {
        return List.copyOf(ofItem.get(item));
    }

    public String itemName(int item) {
        return itemNames.get(item);
    }

    public String workerName(int worker) {
        return workerNames.get(worker);
    }

    public Optional<Integer> item(String name) {
        return Optional.ofNullable(items.get(name));
    }
}
