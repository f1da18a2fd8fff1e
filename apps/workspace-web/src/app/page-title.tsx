import { type ReactNode, useEffect, useRef } from "react";

let visited = false;

/** The heading of a page: names the tab, and takes the focus when one arrives from another page. */
export function PageTitle({
  title,
  children,
  className,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly className?: string | undefined;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title === "Milango" ? title : `${title} · Milango`;
  }, [title]);
  useEffect(() => {
    // The first page keeps the browser's own starting point.
    if (visited) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    visited = true;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children ?? title}
    </h1>
  );
}
