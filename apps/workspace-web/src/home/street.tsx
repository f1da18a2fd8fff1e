import { territories } from "@milango/core/actors";
import { clockAt } from "../app/local-time.ts";
import { useNow } from "../app/now.ts";
import { useText } from "../app/text.ts";
import { doorPatterns } from "../ui/door.tsx";
import styles from "./street.module.css";

/** What people there call their own territory, and what fits under a narrow door. */
const plates: { readonly [code: string]: readonly [wide: string, narrow: string] } = {
  CR: ["Costa Rica", "Costa Rica"],
  JM: ["Jamaica", "Jamaica"],
  HT: ["Haïti", "Haïti"],
  DO: ["R. Dominicana", "Dominicana"],
  MF: ["Saint-Martin", "St-Martin"],
  GP: ["Guadeloupe", "Guadeloupe"],
  MQ: ["Martinique", "Martinique"],
  LC: ["Saint Lucia", "St Lucia"],
  SR: ["Suriname", "Suriname"],
  GF: ["Guyane", "Guyane"],
};
const open = new Set(["CR", "MF"]);
const bridges = [
  "M345 152C423 40 621 40 699 152",
  "M463 152C541 40 739 40 817 152",
  "M227 152C305 40 503 40 581 152",
  "M935 152C987 64 1119 64 1171 152",
  "M1053 152C1079 99 1145 99 1171 152",
];

/** The street of ten doors, from west to east, each with its hour. */
export function Street() {
  const t = useText();
  const now = useNow();
  const hours = territories.map(({ code }) => ({ code, clock: clockAt(now, code) }));
  const label = t("home.street", {
    hours: hours.map(({ code, clock }) => `${plates[code]?.[0] ?? code} ${clock}`).join(", "),
  });
  return (
    <div className={styles.wall}>
      <svg className={styles.wide} viewBox="0 0 1280 470" role="img" aria-label={label}>
        <rect className={styles.pave} x="0" y="406" width="1280" height="64" />
        <rect className={styles.kerb} x="0" y="406" width="1280" height="24" />
        {hours.map(({ code, clock }, index) => {
          const middle = 109 + 118 * index;
          return (
            <g key={code} data-territory={code} className={styles.door}>
              {open.has(code) && <path className={styles.spill} d={`M${middle} 406h44l22 24h-54z`} />}
              <OpenOrShut code={code} x={middle - 50} y={188} frame={[100, 218]} scale={5.5} />
              <text className={styles.hour} x={middle} y="178" textAnchor="middle" fontSize="20.2">
                {clock}
              </text>
              <text className={styles.name} x={middle} y="455" textAnchor="middle" fontSize="15">
                {plates[code]?.[0] ?? code}
              </text>
            </g>
          );
        })}
        {bridges.map((path) => (
          <path key={path} className={styles.bridge} d={path} />
        ))}
        <path className={styles.bridge} data-main="" d="M109 152C213 -5 477 -5 581 152" />
        {hours.map(({ code }, index) => (
          <circle key={code} className={styles.knot} cx={109 + 118 * index} cy="152" r={open.has(code) ? 7 : 4.5} />
        ))}
        <text className={styles.tag} x="345" y="22" textAnchor="middle">
          ce que l’un offre, lo que otro necesita
        </text>
      </svg>
      <svg className={styles.narrow} viewBox="0 0 390 362" role="img" aria-label={label}>
        {[0, 182].map((y) => (
          <g key={y}>
            <rect className={styles.pave} x="0" y={y + 130} width="390" height="50" />
            <rect className={styles.kerb} x="0" y={y + 130} width="390" height="16" />
          </g>
        ))}
        {hours.map(({ code, clock }, index) => {
          const middle = 47 + 74 * (index % 5);
          const y = index < 5 ? 0 : 182;
          return (
            <g key={code} data-territory={code} className={styles.door}>
              {open.has(code) && <path className={styles.spill} d={`M${middle} ${y + 130}h26l14 16h-32z`} />}
              <OpenOrShut code={code} x={middle - 32} y={y + 26} frame={[64, 104]} scale={3.25} />
              <text className={styles.hour} x={middle} y={y + 16} textAnchor="middle" fontSize="17.6">
                {clock}
              </text>
              <text className={styles.name} x={middle} y={y + 168} textAnchor="middle" fontSize="13">
                {plates[code]?.[1] ?? code}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

interface LeafProps {
  readonly code: string;
  readonly x: number;
  readonly y: number;
  readonly frame: readonly [width: number, height: number];
  readonly scale: number;
}

function OpenOrShut({ code, x, y, frame: [width, height], scale }: LeafProps) {
  const left = x + 6;
  const [leafWidth, leafHeight] = [width - 12, height - 6];
  const swung = open.has(code);
  return (
    <>
      <rect className={styles.frame} x={x} y={y} width={width} height={height} />
      {swung && <rect className={styles.inside} x={left} y={y + 6} width={leafWidth} height={leafHeight} />}
      <g transform={swung ? `matrix(.5 .12 0 1 ${left / 2} ${-0.12 * left})` : undefined}>
        <rect className={styles.leaf} x={left} y={y + 6} width={leafWidth} height={leafHeight} />
        <path
          className={styles.hole}
          fillRule="evenodd"
          transform={`translate(${left} ${y + 6 + scale * (scale > 4 ? 1.55 : 1.2)}) scale(${scale})`}
          d={doorPatterns[code]}
        />
        <rect
          className={styles.panel}
          x={left + leafWidth * 0.22}
          y={y + (scale > 4 ? 124.5 : 74.9)}
          width={leafWidth * 0.56}
          height={scale > 4 ? 79.4 : 20.8}
        />
        <circle className={styles.knob} cx={left + leafWidth - 6} cy={y + (scale > 4 ? 124.7 : 60.9)} r="3.2" />
      </g>
    </>
  );
}
