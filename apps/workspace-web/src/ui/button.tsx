import type { ButtonHTMLAttributes, Ref } from "react";
import styles from "./button.module.css";
import { classes } from "./classes.ts";

type ButtonLook = "plain" | "go" | "bare" | "danger";
export interface ButtonStyle {
  readonly look?: ButtonLook;
  readonly size?: "small" | "square";
}

/** The classes of a button, for links that look like one. */
export function buttonClass({ look = "plain", size }: ButtonStyle = {}): string {
  return classes(styles.button, look !== "plain" && styles[look], size !== undefined && styles[size]);
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, ButtonStyle {
  readonly ref?: Ref<HTMLButtonElement>;
}

/** Something that can be pressed; one `go` a view. */
export function Button({ look = "plain", size, className, type = "button", ...rest }: ButtonProps) {
  const style = size === undefined ? { look } : { look, size };
  return <button type={type} className={classes(buttonClass(style), className)} {...rest} />;
}
