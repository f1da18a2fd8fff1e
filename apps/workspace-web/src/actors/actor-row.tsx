import type { ActorEntry } from "@milango/core/actors";
import { Link } from "wouter";
import { Statement } from "../needs/statement-text.tsx";
import { Door } from "../ui/door.tsx";
import { useActorLine } from "./actor-line.ts";
import styles from "./directory-page.module.css";

/** An actor of the directory: who they are, then what they need on one leaf and offer on the other. */
export function ActorRow({ actor }: { readonly actor: ActorEntry }) {
  const line = useActorLine();
  return (
    <li className={styles.row}>
      <Link href={`/actors/${actor.id}`}>
        <Door code={actor.territory} size="row" />
        <div className={styles.who}>
          <h2>{actor.name}</h2>
          <p>{line(actor)}</p>
        </div>
        <div className={styles.needs}>
          {actor.needs.map((need) => (
            <Statement key={need.id} kind="need" statement={need} />
          ))}
        </div>
        <div className={styles.offers}>
          {actor.offers.map((offer) => (
            <Statement key={offer.id} kind="offer" statement={offer} />
          ))}
        </div>
      </Link>
    </li>
  );
}
