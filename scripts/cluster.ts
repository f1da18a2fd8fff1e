import { startCluster } from "../testing/start-cluster.ts";

const ports = [Number(process.env.PORT ?? 8081), Number(process.env.PORT_2 ?? 8082)] as const;
const cluster = await startCluster({ ports });
const [first, second] = cluster.gateways;

process.stdout.write(
  `Milango runs as two gateways and two matchmakers on PostgreSQL and NATS:
  Saint-Martin, on the first:  ${first.url}/sign-in?persona=saint-martin
  Costa Rica, on the second:   ${second.url}/sign-in?persona=costa-rica
  root key (Bearer):           ${cluster.rootKey}
Everything is kept in scratch folders and goes with this process. Ctrl-C stops it.
`,
);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void cluster.stop().then(() => process.exit(0));
  });
}
// The children's sockets are not ours to hold: this keeps the process here until it is told to stop.
setInterval(() => undefined, 60_000);
