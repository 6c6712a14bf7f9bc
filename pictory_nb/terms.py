"""The words that the service's catalogues are told in: moods, purposes, instruments, categories, fonts (contract §3.9).

Their spelling counts, down to the capitals; ``meant`` finds the one that a person means by less.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["CATEGORIES", "FONTS", "GENRE_GROUPS", "INSTRUMENTS", "MOODS", "PURPOSES", "close_to", "meant"]


def meant(word: str, known: Iterable[str]) -> str:
    """The known term that ``word`` means, in any case, whole or as one side of a slash; empty where there is none.

    ``calm`` is ``Calm / Serene``, and ``weather`` is ``Nature/Weather``.
    """
    wanted = " ".join(word.split()).casefold()
    terms = list(known)
    whole = (term for term in terms if term.casefold() == wanted)
    part = (term for term in terms if wanted in (side.strip().casefold() for side in term.split("/")))
    return next(whole, "") or next(part, "")


def close_to(word: str, known: Iterable[str]) -> str:
    """The known term that looks most like ``word``; empty where none does."""
    sides = {side.strip().casefold(): term for term in reversed(list(known)) for side in (term, *term.split("/"))}
    close = difflib.get_close_matches(word.casefold(), sides, n=1, cutoff=0.6)
    return sides[close[0]] if close else ""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(text.split()).split(", "))


GENRE_GROUPS = _listed("""
    Blues & Jazz, Cinematic, Country, Dance, Electronic, Folk, Hip Hop, Orchestral, Pop, R&B & Soul, Rock, World
""")
"""Families of musical genres. The genres themselves are too many, and published nowhere."""

MOODS = _listed("""
    Abstract, Aggressive, Anthemic, Anxious / Fear, Beautiful, Bittersweet, Bouncy, Building / Escalating, Calm
    / Serene, Celebration, Cheesy, Confident, Cool, Dark / Brooding, Dramatic, Driving, Emotional, Energetic /
    Lively, Epic, Ethereal / Airy, Exciting / Rousing, Exotic, Feel Good, Fun, Funky, Funny / Silly, Gentle /
    Soft, Grooving, Happy / Bright, Haunting, Hopeful / Optimistic, Intense / Hard, Jazzy, Joyful, Laid-back,
    Majestic, Moody, Mysterious, Neutral, Nostalgic / Reflective, Ominous / Looming, Passionate, Patriotic,
    Playful / Whimsical, Powerful / Strong, Pulsing, Punchy, Quirky / Kitsch, Raw / Gritty, Romantic, Rowdy /
    Boisterous, Sad / Melancholic, Sensual / Intimate, Shimmering, Smooth / Flowing, Sneaky, Sophisticated,
    Strange / Weird, Suspense / Tense, Swaggering, Sweet / Warm, Upbeat / Cheerful, Uplifting / Inspiring
""")
"""What a piece of music feels like."""

PURPOSES = _listed("""
    50s, 60s, 70s, 80s, Action, Adrenaline, Adventure, Aerobics / Fitness, Animation / Explainer, Atmospheric,
    Bollywood, Branding / Identity, Chase Sequence, Children / Preschool, Christmas, Circus / Carnival, Comedy,
    Corporate / Business, Crime, Detective / Spy, Drama, Dramedy, Educational, Elevator Music, Evil /
    Villainous, Exotic, Failure / Defeat, Fairytale, Fanfare, Fantasy, Fashion / Beauty, Frantic / Busy,
    Futuristic, Game Show, Heroic, Historical / Period, Horror, Landscape / Panorama, Lazy / Plodding, Lullaby,
    Luxury, Magical / Supernatural, Meditation, Mystery / Tension, Nature / Beauty, News / Current Affairs,
    Nightclub, On-Hold, Real Estate, Regal / Royal, Religious / Church, Retro, Road Trip, Romantic Comedy,
    Sci-Fi, Sex / Erotic, Shopping, Simple / Minimal, Slow-Mo, Space / Cosmos, Sports, Success / Victory,
    Superhero, Surfing, Swampy / Outback, TV Theme, Technology, Theatre / Showtunes, Thriller, Time Lapse,
    Trailer / Promo, Tribal, Tropical, War / Military, Wedding, Western / Cowboy, Yoga / Relaxation
""")
"""What a piece of music is for: 77, where the service's prose counts 74 (X19)."""

INSTRUMENTS = _listed("""
    Accordion / Bandoneon, Bagpipes / Celtic Pipes, Banjo, Bass - Double, Bass - Electric, Bass - Synth,
    Bassoon, Bells / Tubular Bells, Brass, Castanets, Celeste, Cello, Clarinet, Clavinet, Congas, Cowbell,
    Cuatro, Didgeridoo, Dobro, Drum Kit, Drum Kit - Brushes, Duduk, Dulcimer, Electronic Drums, Erhu, Ethnic,
    Finger Snaps, Flugelhorn, Flute / Piccolo, French Horn, FX (Clock), FX (Heartbeat), FX (Reverse), Gamelan,
    Glockenspiel, Guitar - Acoustic, Guitar - Electric, Guitar - Lap & Pedal, Guitar - Slide, Guitar - Spanish,
    Hammond Organ, Hand Claps, Hand Drum, Harmonica, Harp, Harpsichord, Jaw Harp, Kalimba, Kazoo, Keyboard,
    Koto, Lute, Mandolin, Marimba, Melodica, Music Box, Oboe / Cor Anglais, Orchestra, Orchestral Noise, Organ,
    Pan Pipes, Percussion, Piano, Pizzicato, Recorder, Rhodes, Saxophone, Saz, Scratching, Shaker, Shakuhachi,
    Shamisen, Sitar, Sleigh Bells, Steel Drums, Stompbox, Strings, Synth, Tabla, Tambourine, Theremin, Trombone,
    Trumpet / Cornet, Tuba, Ukulele, Vibraphone, Vinyl Crackle, Violin / Viola, Vocal - Choir, Vocal - Lyrics,
    Vocal - Sounds / FX, Vocoder, Whistles / Tin / Penny, Whistling, Woodwind, Xylophone
""")
"""What is played."""

CATEGORIES = _listed("""
    Aerial, Aerial/Coastal_and_Marine, Aerial/Infrastructure, Aerial/Natural_Landscapes,
    Aerial/Urban_Landscapes, Animals, Animals/Farm_Animals, Animals/Marine_Life, Animals/Pets, Animals/Wildlife,
    Business_and_Professions, Business_and_Professions/Business_Concepts, Business_and_Professions/Office_Work,
    Business_and_Professions/Professions, Effects, Effects/Chemical_Reactions, Effects/Explosions,
    Effects/Fire_and_Smoke, Effects/Glitches, Effects/Lighting_Effects, Effects/Particles, Food_and_Beverage,
    Food_and_Beverage/Beverages, Food_and_Beverage/Food_Preparation, Food_and_Beverage/Meals, Graphics,
    Graphics/Backgrounds, Graphics/Effects, Graphics/Patterns, Historical, Historical/Eras, Historical/Events,
    Historical/Figures, Holidays_and_Celebrations, Holidays_and_Celebrations/Cultural_Celebrations,
    Holidays_and_Celebrations/Festivals, Holidays_and_Celebrations/Life_Events, Lifestyle,
    Lifestyle/Health_and_Fitness, Lifestyle/Hobbies, Lifestyle/Home_and_Family, Medical, Nature,
    Nature/Landscapes, Nature/Plants_and_Trees, Nature/Sunrises_and_Sunsets, Nature/Waterfalls, Nature/Weather,
    People, People/Activities, People/Groups, People/Portraits, Places_and_Landmarks,
    Places_and_Landmarks/Rural_Areas, Places_and_Landmarks/Tourist_Attractions,
    Places_and_Landmarks/Urban_Areas, Sports_and_Recreation, Sports_and_Recreation/Individual_Sports,
    Sports_and_Recreation/Outdoor_Activities, Sports_and_Recreation/Team_Sports, Technology, Technology/Devices,
    Technology/Innovation
""")
"""What a picture or a clip shows, as ``Parent`` or ``Parent/Child``."""

FONTS = _listed("""
    Anton, Archivo Narrow, Arial, Averia Libre, Barlow, Barlow Black, Bebas Neue, Calibri, Caprasimo, Capriola,
    Carter One, Caveat, Chakra Petch, Chewy, Comfortaa, Courier Prime, DM Sans, Dancing Script, Dangrek, Delius
    Unicase, Grandstander, Gruppo, Heartbeat, Helvetica, Helvetica Neue Medium, JM Modern, Josefin Sans, Julius
    Sans One, LT Wave, Laisha, Lato, Lato Extrabold, Lexend, Manrope, Merriweather, Montserrat, Moon dance,
    Mustard, Noto Sans Devanagari, Noto Sans JP, Noto Sans Tamil, Noto Serif Devanagari, Noto Serif JP,
    Notosans, Opensans, Optik, Party Confetti, Patua One, Playfair Display, Plus Jakarta Sans, Poppins, Poppins
    Extrabold, Proxima Nova, Quicksand, Raleway, Raleway Black, Raleway Thin, Roboto, Rokkitt, Rowdies, Russo
    One, Satisfy, Sora, Source Sans Pro, Space Grotesk, Space mono, Special Elite, Strive, Titillium Web,
    Titillium Web Black, Ubuntu, Unbounded, Work Sans
""")
"""The font families that the service writes in."""
