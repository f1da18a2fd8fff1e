import { makePgliteTemplate } from "./src/database/pglite-template.ts";

await makePgliteTemplate();
