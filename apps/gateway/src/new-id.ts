import { uuidv7 } from "uuidv7";
import type { NewId } from "./ports.ts";

/** A new UUID v7: sorts by the time it was made. */
export const newId: NewId = () => uuidv7();
