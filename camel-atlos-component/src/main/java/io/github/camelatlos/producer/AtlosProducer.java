package io.github.camelatlos.producer;

import java.util.concurrent.RejectedExecutionException;

import io.github.camelatlos.AtlosConstants;
import io.github.camelatlos.AtlosOperation;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.input.Invalid;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.writes.OutgoingFile;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultAsyncProducer;

/** Writes to Atlos, and reads from it on request. What it asks for is checked first; nothing is sent that Atlos would not take. */
@ManagedResource(description = "Atlos producer")
public class AtlosProducer extends DefaultAsyncProducer {

    private final OutgoingFile.Counters uploads = new OutgoingFile.Counters();
    private final Writing writing;
    private AtlosClient client;
    private Operations operations;
    private Runner runner;

    public AtlosProducer(Endpoint endpoint, Writing writing) {
        super(endpoint);
        this.writing = writing;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        client = writing.client().get();
        operations = switch (writing.resource()) {
            case INCIDENTS -> new IncidentOperations(writing, client);
            case SOURCE_MATERIAL -> new SourceMaterialOperations(writing, client, uploads);
            case UPDATES -> (operation, in) -> {
                throw new IllegalArgumentException(in.operation());
            };
        };
        runner = new Runner(getEndpoint().getCamelContext(), this, client);
    }

    @Override
    protected void doStop() throws Exception {
        if (runner != null) {
            runner.close();
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Job job;
        try {
            job = job(exchange);
        } catch (Throwable e) {
            // An Error too: whoever is not answered keeps its route from stopping.
            exchange.setException(e);
            job = null;
        }
        if (job == null || exchange.isTransacted()) {
            if (job != null) {
                runner.runHere(job, exchange);
            }
            callback.done(true);
            return true;
        }
        runner.run(job, exchange, callback);
        return false;
    }

    /** Null where there is nothing left to do. */
    private Job job(Exchange exchange) throws Exception {
        if (runner == null || !isRunAllowed()) {
            throw new RejectedExecutionException("The route is stopping; nothing was sent");
        }
        AtlosResource resource = writing.resource();
        Object header = exchange.getMessage().getHeader(AtlosConstants.OPERATION);
        AtlosOperation operation = AtlosOperation.of(header == null ? writing.options().getOperation() : header, resource);
        Inputs in = new Inputs(resource + " " + operation, exchange);
        if (operation == AtlosOperation.list) {
            Listing listing = listing(in);
            runner.lend(exchange);
            deliver(new RecordIterator(client, listing), exchange);
            return null;
        }
        return operations.job(operation, in);
    }

    private Listing listing(Inputs in) {
        try {
            return writing.listing().get();
        } catch (IllegalArgumentException e) {
            throw Invalid.input(in.operation(), "options", e.getMessage());
        }
    }

    /** Puts the result into the exchange. */
    static void deliver(Object result, Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(result);
        if (result instanceof Incident incident) {
            message.setHeader(AtlosConstants.ID, incident.getId());
            message.setHeader(AtlosConstants.SLUG, incident.getSlug());
        } else if (result instanceof SourceMaterial material) {
            message.setHeader(AtlosConstants.ID, material.getId());
            message.setHeader(AtlosConstants.SOURCE_MATERIAL_ID, material.getId());
        }
    }

    @ManagedAttribute(description = "Bytes of files handed to the network so far, those under way too")
    public long getUploadedBytes() {
        return uploads.bytes().sum();
    }

    @ManagedAttribute(description = "Files that the server took")
    public long getUploadedFiles() {
        return uploads.files().sum();
    }

    @ManagedAttribute(description = "Files not sent because the record held them already")
    public long getSkippedDuplicates() {
        return uploads.duplicates().sum();
    }

    @ManagedAttribute(description = "Requests made to Atlos")
    public long getRequests() {
        return client == null ? 0 : client.traffic().requests();
    }

    @ManagedAttribute(description = "Exchanges that wait for their turn to write to a record")
    public int getWaitingWrites() {
        return runner == null ? 0 : runner.waiting();
    }
}
