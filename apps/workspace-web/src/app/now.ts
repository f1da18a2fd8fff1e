import { useEffect, useState } from "react";

/** The present minute (epoch ms), renewed as it changes. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return Math.floor(now / 60_000) * 60_000;
}
