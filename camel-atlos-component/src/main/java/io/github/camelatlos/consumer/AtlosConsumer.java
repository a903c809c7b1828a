package io.github.camelatlos.consumer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.changes.Change;
import io.github.camelatlos.changes.Changes;
import io.github.camelatlos.checkpoint.CheckpointException;
import io.github.camelatlos.client.StopSignal;
import io.github.camelatlos.client.Traffic;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls Atlos for changes and delivers them, oldest first, one exchange after the other. The checkpoint moves only past exchanges
 * that have completed without a failure.
 */
@ManagedResource(description = "Atlos consumer")
public class AtlosConsumer extends ScheduledPollConsumer implements ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(AtlosConsumer.class);
    /** Of one page there are not more. */
    private static final int PAGE = 100;
    /** Camel interrupts a poll that does not end by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Reading reading;
    private final Delivery delivery;
    private final PollFailures failures;
    private final Takeovers takeovers = new Takeovers(System::nanoTime);
    private volatile Session session;
    private volatile ShutdownRunningTask shutdownRunningTask;
    private volatile ConsumerStatus status = ConsumerStatus.NONE;
    private boolean caughtUp;
    private boolean takenOver;
    private int tried;
    private long started;
    /** When a poll, or in a long one an exchange, came to a good end last; at first, when this consumer was started. */
    private volatile long succeeded;

    public AtlosConsumer(Endpoint endpoint, Processor processor, Reading reading) {
        super(endpoint, processor);
        this.reading = reading;
        this.delivery = new Delivery(this);
        this.failures = new PollFailures(this::name, super::getExceptionHandler, Instant::now);
    }

    /** What a line of the log begins with. */
    private String name() {
        return getRouteId() != null ? getRouteId() : "atlos:" + reading.resource();
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
        return failures;
    }

    @Override
    protected void doStart() throws Exception {
        Session before = session;
        if (before != null) {
            // A poll of before that is still at its last exchange holds the checkpoint.
            before.awaitClosed(PATIENCE);
        }
        Session opened = reading.open(name());
        session = opened;
        caughtUp = false;
        takenOver = false;
        started = System.nanoTime();
        succeeded = started;
        reading.saySo(name(), opened.changes());
        try {
            super.doStart();
        } catch (Exception | Error e) {
            opened.end();
            throw e;
        }
    }

    @Override
    protected void doStop() throws Exception {
        Session ending = session;
        if (ending != null) {
            ending.end();
            ending.awaitClosed(PATIENCE);
        }
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        raiseStop();
        super.doSuspend();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        shutdownRunningTask = task;
        raiseStop();
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return isPolling() ? 1 : 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        shutdownRunningTask = null;
    }

    /** Camel stops a route by suspending its consumer first; with CompleteAllTasks the poll that is under way goes on to its end. */
    private boolean isCompletingAll() {
        return shutdownRunningTask == ShutdownRunningTask.CompleteAllTasks;
    }

    private void raiseStop() {
        Session current = session;
        if (current != null && !isCompletingAll()) {
            current.client().stop();
        }
    }

    @Override
    protected int poll() throws Exception {
        Session current = session;
        tried = 0;
        if (current == null || !current.enter()) {
            return 0;
        }
        try {
            // Camel sets its state and then raises the signal; so either this is too early to undo it, or the state is seen.
            current.client().resume();
            if (isDelivering()) {
                deliver(current);
                failures.over();
            }
        } catch (StopSignal.Stopped e) {
            LOG.debug("{}: the poll was ended because the route stops", name());
        } catch (CheckpointException e) {
            throw taken(e);
        } catch (Error e) {
            // Camel's scheduler would never poll again, and nobody would notice.
            throw new RuntimeCamelException("The poll of Atlos broke off (" + e + ")", e);
        } finally {
            current.leave();
        }
        return tried;
    }

    private void deliver(Session current) {
        if (takenOver) {
            current.reopen();
            takenOver = false;
        }
        Changes changes = current.changes();
        changes.begin();
        int limit = reading.options().getMaxMessagesPerPoll() > 0 ? reading.options().getMaxMessagesPerPoll() : Integer.MAX_VALUE;
        boolean split = isSplitting();
        BacklogProgress progress = new BacklogProgress(name(), System::nanoTime);
        for (int index = 0; isDelivering() && tried < limit; index++) {
            List<Change> taken = changes.take(split ? 1 : Math.min(PAGE, limit - tried));
            if (taken.isEmpty()) {
                break;
            }
            int left = Math.min(changes.pending(), limit - tried - taken.size());
            tried += taken.size();
            if (!deliver(current, taken, index, split ? left : (left + PAGE - 1) / PAGE)) {
                break;
            }
            changes.done();
            progress.delivered(tried, left, changes.isOpenEnded(), taken.get(taken.size() - 1).timestamp());
            status = ConsumerStatus.of(changes, status.delivered() + taken.size(), false, isSweeping());
            succeeded = System.nanoTime();
        }
        changes.end();
        status = ConsumerStatus.of(changes, status.delivered(), tried == 0 && !changes.hasMore(), isSweeping());
        succeeded = System.nanoTime();
        sayCaughtUp(changes);
    }

    private boolean deliver(Session current, List<Change> taken, int index, int left) {
        boolean completed = false;
        try {
            current.headers().prepare(taken);
            completed = delivery.deliver(taken, current.headers(), index, left);
            return completed;
        } finally {
            if (!completed) {
                current.changes().failed();
            }
        }
    }

    private void sayCaughtUp(Changes changes) {
        if (!caughtUp && !changes.hasMore()) {
            caughtUp = true;
            LOG.info("{}: has caught up, {} records in {} s", name(), status.delivered(), Duration.ofNanos(System.nanoTime() - started).toSeconds());
        }
    }

    /** Another consumer has written the checkpoint: goes on from there at the next poll, but not for ever. */
    private CheckpointException taken(CheckpointException e) {
        if (e.anotherWriter()) {
            takenOver = true;
            if (takeovers.another()) {
                LOG.error("{}: two consumers share this checkpoint, so this one stops. {}", name(), e.getMessage());
                stop();
            }
        }
        return e;
    }

    /** Not while records wait that a stop, or the end of a poll that was limited, left where they are. */
    @Override
    protected void processEmptyMessage() throws Exception {
        if (status.caughtUp()) {
            super.processEmptyMessage();
        }
    }

    private boolean isSweeping() {
        return reading.resource() == AtlosResource.SOURCE_MATERIAL;
    }

    boolean isSplitting() {
        return reading.options().isSplitResults();
    }

    /** Whether the next exchange may start; not when the route stops or is suspended. */
    boolean isDelivering() {
        return isRunAllowed() && (isCompletingAll() || shutdownRunningTask == null && !isSuspendingOrSuspended());
    }

    /** Whether an exchange that is under way is still waited for: while suspended too, or it would come again. */
    boolean isWaiting() {
        return isRunAllowed();
    }

    @ManagedAttribute(description = "How far everything is delivered (UTC)")
    public String getCheckpoint() {
        return status.checkpoint() == null ? "" : status.checkpoint().toString();
    }

    @ManagedAttribute(description = "Where the checkpoint is kept")
    public String getCheckpointStore() {
        return status.store();
    }

    @ManagedAttribute(description = "Seconds from there until now; 0 after a poll that found nothing, -1 while nothing was delivered")
    public long getLagSeconds() {
        return status.lagSeconds(Instant.now());
    }

    @ManagedAttribute(description = "Seconds since a poll, or an exchange of a long one, came to a good end, or since the start")
    public long getSecondsSinceSuccess() {
        return Duration.ofNanos(System.nanoTime() - succeeded).toSeconds();
    }

    @ManagedAttribute(description = "Records known and not yet delivered")
    public int getPendingRecords() {
        return status.pending();
    }

    @ManagedAttribute(description = "Records delivered since the start")
    public long getDeliveredRecords() {
        return status.delivered();
    }

    @ManagedAttribute(description = "Rows met again and known to have been delivered")
    public long getDuplicatesSuppressed() {
        return status.suppressed();
    }

    @ManagedAttribute(description = "Pages of lists asked for")
    public long getPagesRead() {
        return traffic() == null ? 0 : traffic().pages();
    }

    @ManagedAttribute(description = "Bytes of answers read")
    public long getBytesRead() {
        return traffic() == null ? 0 : traffic().bytesRead();
    }

    @ManagedAttribute(description = "Requests that were sent again after a fault")
    public long getRetries() {
        return traffic() == null ? 0 : traffic().retries();
    }

    @ManagedAttribute(description = "What the last poll failed with, or empty")
    public String getLastErrorText() {
        return getLastError() == null ? "" : getLastError().getMessage();
    }

    @ManagedAttribute(description = "Seconds until the next sweep of source material; 0 while one is under way or due, -1 where there is none")
    public long getSecondsUntilSweep() {
        return status.secondsUntilSweep(Instant.now());
    }

    private Traffic traffic() {
        Session current = session;
        return current == null ? null : current.client().traffic();
    }
}
