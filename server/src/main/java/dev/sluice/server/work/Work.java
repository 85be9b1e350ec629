package dev.sluice.server.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The clustered queue in the metadata database: each task runs on one server at a time; that of a
/// server that died is taken over. What is asked for inside a transaction begins when it commits.
@Component
public class Work implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final Duration AGAIN_AFTER_FAILURE = Duration.ofSeconds(10);

    /// A server gives so many while a lease lasts.
    private static final int SIGNS_OF_LIFE = 4;

    /// How many things a server does at once.
    public static final int THREADS = 32;

    private static final AtomicLong TURN = new AtomicLong(System.nanoTime());

    private final DataSource dataSource;
    private final ObjectProvider<Handler> handlers;
    private final MetadataClock clock;
    private final Duration lease;
    private volatile @Nullable Scheduler scheduler;
    private volatile boolean running;

    Work(
            DataSource dataSource,
            ObjectProvider<Handler> handlers,
            @Value("${sluice.lease}") Duration lease) {
        this.dataSource = dataSource;
        this.handlers = handlers;
        this.lease = lease;
        this.clock = new MetadataClock(dataSource);
    }

    /// Asks for the work to be done soon; each asking counts, so nothing is lost between the end of
    /// one run and the next wish.
    public void soon(String task, long id) {
        soon(task, id, TURN.incrementAndGet());
    }

    /// The same turn of one thing is done once, however often it is asked for.
    public void soon(String task, long id, long turn) {
        Scheduler s = scheduler;
        if (s == null) throw new IllegalStateException("the server is not running");
        lookOnceCommitted(s);
        s.scheduleIfNotExists(
                TaskDescriptor.of(task, Void.class)
                        .instance(id + ":" + turn)
                        .scheduledTo(clock.now()));
    }

    /// The wish can't be seen before the end of its transaction, and should not wait for the next
    /// look then.
    private static void lookOnceCommitted(Scheduler s) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) return;
        boolean asked =
                TransactionSynchronizationManager.getSynchronizations().stream()
                        .anyMatch(Look.class::isInstance);
        if (!asked) TransactionSynchronizationManager.registerSynchronization(new Look(s));
    }

    private record Look(Scheduler scheduler) implements TransactionSynchronization {
        @Override
        public void afterCommit() {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    @Override
    public void start() {
        List<CustomTask<Void>> tasks = handlers.stream().map(this::task).toList();
        Scheduler s =
                Scheduler.create(
                                new TransactionAwareDataSourceProxy(dataSource),
                                tasks.toArray(CustomTask[]::new))
                        .threads(THREADS)
                        .pollUsingLockAndFetch(0.5, 1.0)
                        .pollingInterval(Duration.ofMillis(500))
                        .heartbeatInterval(lease.dividedBy(SIGNS_OF_LIFE))
                        .missedHeartbeatsLimit(SIGNS_OF_LIFE)
                        .enablePriority()
                        .enableImmediateExecution()
                        .schedulerName(new SchedulerName.Fixed(name()))
                        .clock(clock::now)
                        .executorService(
                                Executors.newThreadPerTaskExecutor(
                                        Thread.ofVirtual().name("work-", 0).factory()))
                        .shutdownMaxWait(Duration.ofSeconds(25))
                        .build();
        running = true;
        s.start();
        scheduler = s;
    }

    /// Process ids alone are the same in many containers.
    private static String name() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            host = "unknown-host";
        }
        return "sluice/" + host + "/" + ProcessHandle.current().pid();
    }

    private CustomTask<Void> task(Handler handler) {
        return Tasks.custom(TaskDescriptor.of(handler.task(), Void.class))
                .onFailure(this::again)
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    String[] parts = instance.getId().split(":");
                    long id = Long.parseLong(parts[0]);
                    return handler.run(id, Long.parseLong(parts[1]))
                            .<CompletionHandler<Void>>map(again ->
                                    (done, ops) -> ops.reschedule(done, clock.now().plus(again)))
                            .orElseGet(CompletionHandler.OnCompleteRemove::new);
                });
    }

    private void again(ExecutionComplete failed, ExecutionOperations<Void> ops) {
        LOG.warn(
                "background work {} failed and is tried again",
                failed.getExecution().getTaskName(),
                failed.getCause().orElse(null));
        ops.reschedule(failed, clock.now().plus(AGAIN_AFTER_FAILURE));
    }

    /// Begins nothing more and waits for what is under way. Wishes are still taken: the server that
    /// starts next finds them in the database.
    @Override
    public void stop() {
        running = false;
        Scheduler s = scheduler;
        if (s != null) s.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Whoever works step by step leaves the next step to the server that takes over.
    public boolean isEnding() {
        return !running;
    }
}
