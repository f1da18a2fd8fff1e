import { describe } from "vitest";
import { natsMissing } from "../../../../testing/start-nats.ts";
import { closingContract } from "../testing/closing-contract.ts";
import { leaseContract } from "../testing/lease-contract.ts";
import { openNatsPlace } from "../testing/nats-place.ts";
import { newsContract } from "../testing/news-contract.ts";
import { wireContract } from "../testing/wire-contract.ts";

describe.skipIf(natsMissing !== undefined)(natsMissing ?? "with a server of its own", () => {
  for (const contract of [newsContract, wireContract, leaseContract, closingContract])
    contract("on NATS", openNatsPlace);
});
