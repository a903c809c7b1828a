package io.github.camelatlos.consumer;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.changes.Change;
import io.github.camelatlos.changes.Changes;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.StopSignal;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls Atlos for changes and delivers them, oldest first, one exchange after the other. The checkpoint moves only past exchanges
 * that have completed without a failure.
 */
@ManagedResource(description = "Atlos consumer")
public class AtlosConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(AtlosConsumer.class);
    /** Of one page there are not more. */
    private static final int PAGE = 100;

    private final Reading reading;
    private final Delivery delivery;
    /** Held while a poll runs. */
    private final ReentrantLock polling = new ReentrantLock();
    private AtlosClient client;
    private Changes changes;
    private RecordHeaders headers;
    private volatile ConsumerStatus status = ConsumerStatus.NONE;

    public AtlosConsumer(Endpoint endpoint, Processor processor, Reading reading) {
        super(endpoint, processor);
        this.reading = reading;
        this.delivery = new Delivery(this);
    }

    @Override
    protected void doStart() throws Exception {
        client = reading.openClient();
        try {
            changes = reading.changes(client);
            headers = new RecordHeaders(reading, client);
            changes.open();
        } catch (Exception e) {
            client.close();
            throw e;
        }
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        raiseStop();
        // Camel would interrupt a poll that is about to keep its checkpoint.
        boolean ended = polling.tryLock(2, TimeUnit.SECONDS);
        if (ended) {
            polling.unlock();
        }
        super.doStop();
        if (changes != null) {
            changes.close();
            client.close();
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        if (!isCompletingAll()) {
            raiseStop();
        }
        super.doSuspend();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        boolean answer = super.deferShutdown(task);
        if (!isCompletingAll()) {
            raiseStop();
        }
        return answer;
    }

    private void raiseStop() {
        if (client != null) {
            client.stop();
        }
    }

    /** Camel stops a route by suspending its consumer first; with CompleteAllTasks the poll that is under way goes on to its end. */
    private boolean isCompletingAll() {
        return shutdownRunningTask == ShutdownRunningTask.CompleteAllTasks;
    }

    @Override
    protected int poll() throws Exception {
        polling.lock();
        try {
            client.resume();
            if (!isDelivering()) {
                return 0;
            }
            changes.begin();
            return deliver();
        } catch (StopSignal.Stopped e) {
            LOG.debug("The poll of {} was ended because the route stops", getEndpoint());
            return 0;
        } catch (Error e) {
            // Camel's scheduler would never poll again, and nobody would notice.
            throw new RuntimeCamelException("The poll of Atlos broke off (" + e + ")", e);
        } finally {
            polling.unlock();
        }
    }

    private int deliver() {
        int limit = getMaxMessagesPerPoll() > 0 ? getMaxMessagesPerPoll() : Integer.MAX_VALUE;
        boolean split = isSplitting();
        BacklogProgress progress = new BacklogProgress(getEndpoint(), changes.pending());
        int records = 0;
        for (int index = 0; isDelivering(); index++) {
            List<Change> taken = changes.take(split ? 1 : Math.min(PAGE, limit - records));
            if (taken.isEmpty()) {
                break;
            }
            int left = Math.min(changes.pending(), limit - records - taken.size());
            if (!deliver(taken, index, split ? left : (left + PAGE - 1) / PAGE)) {
                break;
            }
            changes.done();
            records += taken.size();
            progress.delivered(records);
            status = ConsumerStatus.of(changes, status.delivered() + taken.size(), false, isSweeping());
            if (records >= limit) {
                break;
            }
        }
        changes.end();
        status = ConsumerStatus.of(changes, status.delivered(), records == 0 && !changes.hasMore(), isSweeping());
        return records;
    }

    private boolean deliver(List<Change> taken, int index, int left) {
        boolean completed = false;
        try {
            headers.prepare(taken);
            completed = delivery.deliver(taken, headers, index, left);
            return completed;
        } finally {
            if (!completed) {
                changes.failed();
            }
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
        return isBatchAllowed() && (!isSuspendingOrSuspended() || isCompletingAll());
    }

    /** Whether an exchange that is under way is still waited for: while suspended too, or it would come again. */
    boolean isWaiting() {
        return isRunAllowed();
    }

    @ManagedAttribute(description = "The newest timestamp delivered (UTC)")
    public String getCheckpoint() {
        return status.checkpoint() == null ? "" : status.checkpoint().toString();
    }

    @ManagedAttribute(description = "Where the checkpoint is kept")
    public String getCheckpointStore() {
        return status.store();
    }

    @ManagedAttribute(description = "Seconds from the newest timestamp delivered until now; 0 after a poll that found nothing, -1 while nothing was delivered")
    public long getLagSeconds() {
        return status.lagSeconds(Instant.now());
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
        return client == null ? 0 : client.traffic().pages();
    }

    @ManagedAttribute(description = "Bytes of answers read")
    public long getBytesRead() {
        return client == null ? 0 : client.traffic().bytesRead();
    }

    @ManagedAttribute(description = "Requests that were sent again after a fault")
    public long getRetries() {
        return client == null ? 0 : client.traffic().retries();
    }

    @ManagedAttribute(description = "What the last poll failed with, or empty")
    public String getLastErrorText() {
        return getLastError() == null ? "" : getLastError().getMessage();
    }

    @ManagedAttribute(description = "Seconds until the next sweep of source material; 0 while one is under way or due, -1 where there is none")
    public long getSecondsUntilSweep() {
        return status.secondsUntilSweep(Instant.now());
    }

    /** This consumer makes its exchanges itself, one at a time: the next one starts when the previous one has completed. */
    @Override
    public int processBatch(Queue<Object> exchanges) {
        throw new IllegalStateException("atlos delivers record by record");
    }
}
