import {
  type ActorLink,
  type ActorPage,
  type ActorPatch,
  legalForms,
  type SheetField,
  sectors,
} from "@milango/core/actors";
import { languages } from "@milango/core/text";
import { useIntl } from "react-intl";
import { useLocale } from "../app/locale.tsx";
import { useText } from "../app/text.ts";
import { Field } from "../ui/field.tsx";
import { actorKinds } from "./actor-kinds.ts";
import styles from "./sheet-fields.module.css";

const goals = Array.from({ length: 17 }, (_, index) => index + 1);

/** The fields of a sheet as controls of a form; `readSheet` reads them back. */
export function SheetFields({ actor, own }: { readonly actor: ActorPage; readonly own: boolean }) {
  const t = useText();
  const intl = useIntl();
  const { locale } = useLocale();
  const forms = legalForms.filter(({ territories }) => territories.some((code) => code === actor.territory));
  return (
    <div className={styles.fields}>
      <Field label={t("sheet.name")}>
        <input name="name" required maxLength={200} defaultValue={actor.name} />
      </Field>
      <div className={styles.two}>
        <Field label={t("sheet.kind")}>
          <select name="kind" defaultValue={actor.kind}>
            {actorKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`actors.kind.${kind}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("sheet.legalForm")}>
          <select name="legalForm" defaultValue={actor.legalForm ?? ""}>
            <option value="">{t("sheet.unknown")}</option>
            {forms.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </Field>
      </div>
      {[locale, ...languages.filter((code) => code !== locale)].map((code) => (
        <Field
          key={code}
          label={t("sheet.descriptionIn", { language: intl.formatDisplayName(code, { type: "language" }) ?? code })}
        >
          <textarea
            name={`description ${code}`}
            rows={code === locale ? 4 : 2}
            maxLength={5000}
            lang={code}
            defaultValue={actor.description?.[code] ?? ""}
          />
        </Field>
      ))}
      <Choices
        legend={t("sheet.sectors")}
        name="sectors"
        options={sectors.map(({ id, names }) => ({ value: id, label: names[locale] }))}
        chosen={actor.sectors}
      />
      <Choices
        legend={t("sheet.languages")}
        name="languages"
        options={languages.map((code) => ({
          value: code,
          label: intl.formatDisplayName(code, { type: "language" }) ?? code,
        }))}
        chosen={actor.languages}
      />
      <Choices
        legend={t("sheet.sdgs")}
        name="sdgs"
        options={goals.map((goal) => ({ value: String(goal), label: String(goal) }))}
        chosen={actor.sdgs.map(String)}
      />
      <div className={styles.two}>
        <Field label={t("sheet.locality")}>
          <input name="locality" maxLength={120} defaultValue={actor.locality ?? ""} />
        </Field>
        <Field label={t("sheet.website")}>
          <input name="website" type="url" maxLength={300} defaultValue={actor.website ?? ""} placeholder="https://" />
        </Field>
      </div>
      <Field label={t("sheet.point")} hint={t("sheet.pointHint")}>
        <input
          name="point"
          inputMode="text"
          pattern="\s*-?\d{1,2}(\.\d+)?\s*,\s*-?\d{1,3}(\.\d+)?\s*"
          placeholder="18.0708, -63.0501"
          defaultValue={actor.point === null ? "" : `${actor.point.latitude}, ${actor.point.longitude}`}
        />
      </Field>
      <Field label={t("sheet.links")} hint={t("sheet.linksHint")}>
        <textarea name="links" rows={2} defaultValue={actor.links.map(({ url }) => url).join("\n")} />
      </Field>
      {own && (
        <Field label={t("sheet.capacity")} hint={t("actors.capacityHint")}>
          <input name="capacity" type="number" required min={0} max={50} defaultValue={actor.capacity} />
        </Field>
      )}
    </div>
  );
}

interface ChoicesProps {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
}

function Choices({ legend, name, options, chosen }: ChoicesProps) {
  return (
    <fieldset className={styles.choices}>
      <legend>{legend}</legend>
      <div>
        {options.map(({ value, label }) => (
          <label key={value}>
            <input type="checkbox" name={name} value={value} defaultChecked={chosen.includes(value)} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const linkSigns: readonly (readonly [RegExp, ActorLink["kind"]])[] = [
  [/(^|\.)(facebook|fb)\.com$/, "facebook"],
  [/(^|\.)instagram\.com$/, "instagram"],
  [/(^|\.)(wa\.me|whatsapp\.com)$/, "whatsapp"],
  [/(^|\.)(youtube\.com|youtu\.be)$/, "youtube"],
  [/(^|\.)linkedin\.com$/, "linkedin"],
];

/** What a form of `SheetFields` says differently from the sheet; an empty patch when nothing. */
export function readSheet(form: HTMLFormElement, actor: ActorPage): ActorPatch {
  const data = new FormData(form);
  const field = (name: string) => String(data.get(name) ?? "").trim();
  const all = (name: string) => data.getAll(name).map(String);
  const description = Object.fromEntries(
    languages.map((code) => [code, field(`description ${code}`)]).filter(([, text]) => text !== ""),
  );
  const [latitude, longitude] = field("point").split(",").map(Number);
  // What was chosen keeps its order: an actor's own language stays first.
  const ordered = (before: readonly string[], now: readonly string[]) => [
    ...before.filter((each) => now.includes(each)),
    ...now.filter((each) => !before.includes(each)),
  ];
  const spoken = ordered(actor.languages, all("languages"));
  const sheet: Partial<Record<SheetField, unknown>> = {
    name: field("name"),
    kind: field("kind"),
    legalForm: field("legalForm") || null,
    ...(Object.keys(description).length === 0 ? {} : { description }),
    sectors: ordered(actor.sectors, all("sectors")),
    ...(spoken.length === 0 ? {} : { languages: spoken }),
    sdgs: all("sdgs").map(Number),
    locality: field("locality") || null,
    website: field("website") || null,
    point: latitude === undefined || longitude === undefined ? null : { latitude, longitude },
    links: field("links").split(/\s+/).filter(Boolean).map(toLink),
    ...(data.has("capacity") ? { capacity: Number(field("capacity")) } : {}),
  };
  const changed = Object.entries(sheet).filter(
    ([name, value]) => canonical(value) !== canonical(actor[name as SheetField] ?? null),
  );
  return Object.fromEntries(changed) as ActorPatch;
}

function toLink(url: string): ActorLink {
  let host = "";
  try {
    host = new URL(url).hostname;
  } catch {
    // The server says what is wrong with it.
  }
  return { kind: linkSigns.find(([sign]) => sign.test(host))?.[1] ?? "other", url };
}

/** Equal for equal values, whatever the order of their keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
