'use client';
import { type RefObject, useLayoutEffect, useState } from 'react';

/** Height in pixels from the element's top to the lower edge of the window, so that the page itself need not scroll. */
export function useRoomBelow(element: RefObject<HTMLElement | null>, atLeast = 320): number {
  const [room, setRoom] = useState(600);
  useLayoutEffect(() => {
    const measure = () => {
      const top = (element.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
      setRoom(Math.max(atLeast, Math.floor(window.innerHeight - top - 24)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [element, atLeast]);
  return room;
}
