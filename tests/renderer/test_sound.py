"""What is heard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pictory_nb.renderer import Cutaway, Footage, Inset, MusicTrack, Speech, mix, render
from pictory_nb.renderer.loudness import limited, loudness, true_peak
from pictory_nb.renderer.sound_file import decoded, write_mp3
from pictory_nb.renderer.soundtrack import encode_soundtrack
from pictory_nb.storyboard import VideoElement
from tests.renderer import house

RATE = 48_000
VOICE, MUSIC = 440.0, 1500.0


def noisy(seconds: float, seed: int = 1) -> np.ndarray:
    """Something like speech: bursts of noise with short rests."""
    chance = np.random.default_rng(seed)
    bursts = np.repeat(chance.uniform(0.05, 0.3, round(seconds * 5) + 1), 4800)[: round(seconds * 24_000)]
    return (bursts * chance.standard_normal(len(bursts)) * 0.6).clip(-1, 1).astype(np.float32)


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """A file with one high tone of three seconds."""
    return house.wav(tmp_path / "music.wav", house.tone(3.0, hertz=MUSIC))


def test_a_film_without_sound_has_a_silent_track_of_its_length() -> None:
    """Players that insist on a sound track are content, and hear nothing."""
    sound = mix(house.film(house.plain(seconds=1.0)))
    assert sound.shape == (RATE, 2)
    assert not sound.any()


def test_speech_is_heard_at_its_time() -> None:
    """The voice begins when the scene and its offset say, to the millisecond."""
    film = house.film(house.plain(seconds=1.0), house.plain(seconds=1.0, speech=house.speech(0.4, 0.25)))
    loud = np.nonzero(np.abs(mix(film)[:, 0]) > 0.01)[0] / RATE
    assert loud.min() == pytest.approx(1.25, abs=0.01)
    assert loud.max() == pytest.approx(1.65, abs=0.01)


@pytest.mark.parametrize("seconds", [0.96, 1.0])
def test_the_sound_of_a_film_is_written_down_alone(seconds: float, tmp_path: Path) -> None:
    """As an MP3 of the same length, whether its last frame is full or not, in which the same is heard."""
    speech = house.speech(0.4, 0.25)
    film = render(house.film(house.plain(seconds=seconds, speech=speech)), tmp_path / "film.mp4").path
    alone, whole = decoded(write_mp3(film, tmp_path / "alone.mp3")), decoded(film)
    assert len(alone) / RATE == pytest.approx(seconds, abs=0.05)
    assert np.linalg.norm(alone) == pytest.approx(np.linalg.norm(whole), rel=0.08)
    assert {path.name for path in tmp_path.iterdir()} == {"film.mp4", "film.jpg", "alone.mp3"}


def test_a_small_film_is_not_mostly_sound() -> None:
    """A quarter less of it, or still less, up to 480 pixels of the shorter side, whichever way the film stands."""
    shot = house.plain(seconds=3.0, speech=Speech(noisy(2.5), 24_000, 0.2))

    def weight(*size: int) -> int:
        return sum(len(packet[3]) for packet in encode_soundtrack(house.film(shot, size=size)).packets)

    whole = weight(1280, 720)
    assert weight(640, 360) < 0.75 * whole
    assert weight(480, 854) < 0.75 * whole
    assert weight(720, 720) == whole


def test_music_sinks_under_the_voice_and_returns(music: Path) -> None:
    """Words stay clear: the music is at least 9 dB quieter while somebody speaks."""
    shot = house.plain(seconds=9.0, speech=house.speech(3.0, 3.0, hertz=VOICE))
    sound = mix(house.film(shot, music=MusicTrack(music)))
    before, under, after = (
        house.strength(sound[round(at * RATE) : round((at + 1) * RATE)], MUSIC) for at in (1.2, 4.0, 7.3 - 0.5)
    )
    assert before - under > 9
    assert after - under > 9


def test_ducking_makes_no_clicks(music: Path) -> None:
    """Gains move slowly: no sample jumps further than the waves themselves do."""
    shot = house.plain(seconds=6.0, speech=house.speech(2.0, 2.0, hertz=VOICE))
    sound = mix(house.film(shot, music=MusicTrack(music)))
    steepest = np.abs(sound).max() * 2 * np.pi * MUSIC / RATE * 1.4
    assert np.abs(np.diff(sound[:, 0])).max() < steepest


def steepness(sound: np.ndarray) -> float:
    """The largest step from one sample to the next, against what a tone of that height and pitch does by itself."""
    return float(np.abs(np.diff(sound[:, 0])).max() / (np.abs(sound).max() * 2 * np.pi * MUSIC / RATE))


def test_no_cut_of_music_clicks(music: Path) -> None:
    """Clips that begin and end anywhere in a wave, repetitions, and scenes that want none."""
    clips = ((0.1234, 0.7071), (1.0003, 1.7777), (0.5, 2.3456))
    shots = house.plain(seconds=4.0), house.plain(seconds=2.0, music=False), house.plain(seconds=5.0)
    for track in (MusicTrack(music), MusicTrack(music, 0.5, clips), MusicTrack(music, 1.0, clips[:1])):
        assert steepness(mix(house.film(*shots, music=track))) < 1.3


def test_no_cut_of_footage_clicks(tmp_path: Path) -> None:
    """A clip that is repeated, and clips that follow one another."""
    loud = sounding(tmp_path / "loud.mp4", house.tone(1.0, hertz=MUSIC, rate=RATE))
    for footage in (
        Footage(loud, ((0.111, 0.7773),), mute=False),
        Footage(loud, ((0.0, 0.3003), (0.5004, 0.9)), mute=False),
        Footage(loud, mute=False),
    ):
        sound = mix(house.film(replace(house.plain(seconds=3.0), backdrop=footage)))
        assert np.abs(sound).max() > 0.1
        assert steepness(sound) < 1.3


def test_footage_that_begins_anew_in_the_middle_of_a_wave_does_not_click(tmp_path: Path) -> None:
    """Its picture ends before its sound does, a quarter of a wave after a whole one: the largest jump there is."""
    loud = sounding(tmp_path / "loud.mp4", house.tone(1.5, hertz=MUSIC + 0.25, rate=RATE))
    sound = mix(house.film(replace(house.plain(seconds=3.0), backdrop=Footage(loud, mute=False))))
    assert steepness(sound) < 1.3
    levels = [np.abs(sound[round(at * RATE) :][: RATE // 20]).max() for at in (0.5, 1.5, 2.5)]
    assert min(levels) > 0.1


def test_narrations_that_follow_at_once_do_not_click() -> None:
    """The stretches of a recording are cut in the middle of waves."""
    tone = house.tone(3.0, hertz=MUSIC, rate=RATE)
    shots = [house.plain(seconds=1.0, speech=Speech(tone[at * RATE + 17 :][:RATE], RATE)) for at in range(2)]
    assert steepness(mix(house.film(*shots))) < 1.3


def test_a_narrated_film_is_as_loud_as_phones_expect(music: Path) -> None:
    """Neither whispering nor shouting: -16 LUFS within one."""
    shot = house.plain(seconds=8.0, speech=Speech(noisy(7.0), 24_000, 0.5))
    for track in (None, MusicTrack(music, 0.5)):
        assert loudness(mix(house.film(shot, music=track)), RATE) == pytest.approx(-16, abs=1.0)


def test_a_louder_voice_is_a_louder_film(music: Path) -> None:
    """Four decibels more are heard as four more, with music and without; one loud scene is louder than the other."""
    for track in (None, MusicTrack(music, 0.3)):
        speeches = (Speech(noisy(5.0), 24_000, 0.5, gain) for gain in (0.0, 4.0))
        films = (house.film(house.plain(seconds=6.0, speech=speech), music=track) for speech in speeches)
        plain, loud = (loudness(mix(film), RATE) for film in films)
        assert loud - plain == pytest.approx(4.0, abs=0.5)
    shots = [house.plain(seconds=3.0, speech=Speech(noisy(2.0), 24_000, 0.5, gain)) for gain in (-6.0, 0.0)]
    sound = mix(house.film(*shots))
    quiet, usual = (np.sqrt((sound[at * RATE : (at + 3) * RATE] ** 2).mean()) for at in (0, 3))
    assert 20 * np.log10(usual / quiet) == pytest.approx(6.0, abs=0.3)


@pytest.mark.parametrize("size", [(320, 180), (640, 484)])
def test_nothing_clips_even_after_encoding(size: tuple[int, int], tmp_path: Path, music: Path) -> None:
    """The peaks of what a player hears stay under -1 dB of full scale, in a small film and in a larger one."""
    voice = 0.05 * noisy(2.5)
    voice[20_000::9_000] = 0.9  # a voice with sharp plosives: far louder for a moment than it is on the whole
    shot = house.plain(seconds=3.0, speech=Speech(voice, 24_000, 0.2))
    film = house.film(shot, size=size, music=MusicTrack(music, 0.2))
    assert true_peak(mix(film)) <= 10 ** (-1.5 / 20)
    assert np.abs(house.heard(render(film, tmp_path / "film.mp4").path)).max() < 10 ** (-1 / 20)


def test_the_limiter_leaves_quiet_sound_alone_and_bounds_loud_sound() -> None:
    """Only what is too loud is touched, and true peaks between samples count too."""
    quiet = np.repeat(house.tone(0.5, rate=RATE, level=0.2)[:, None], 2, axis=1)
    assert limited(quiet, RATE, 0.8) is quiet
    # A quarter of the rate, sampled beside its crests: the samples never show the true peak.
    hidden = 1.2 * np.sin(np.pi / 2 * np.arange(RATE) + np.pi / 4)
    bounded = limited(np.repeat(hidden[:, None], 2, axis=1).astype(np.float32), RATE, 0.8)
    assert true_peak(bounded[2000:-2000]) <= 0.82


def test_loudness_agrees_with_the_standard() -> None:
    """BS.1770: a full-scale 997 Hz sine in one channel is -3.01 LUFS, and 20 dB less is 20 LU less."""
    sine = house.tone(5.0, hertz=997, rate=RATE, level=1.0)
    one_side = np.stack([sine, np.zeros_like(sine)], axis=1)
    assert loudness(one_side, RATE) == pytest.approx(-3.01, abs=0.1)
    assert loudness(one_side * 0.1, RATE) == pytest.approx(-23.01, abs=0.1)
    silence = np.zeros_like(one_side)
    assert loudness(np.concatenate([one_side, silence]), RATE) == pytest.approx(-3.01, abs=0.3), "silence is gated"


def test_music_is_repeated_and_fades(music: Path) -> None:
    """A short piece lasts for the whole film, begins softly and ends softly."""
    sound = mix(house.film(house.plain(seconds=8.0), music=MusicTrack(music)))
    level = [house.strength(sound[round(at * RATE) : round(at * RATE) + 4800], MUSIC) for at in (0.0, 3.5, 5.0, 7.9)]
    assert min(level[1:3]) > max(level[0], level[3]) + 8


def test_volume_is_how_loud_music_is(music: Path) -> None:
    """Half the volume is 6 dB less."""
    full, half = (
        house.strength(mix(house.film(house.plain(seconds=3.0), music=MusicTrack(music, volume))), MUSIC)
        for volume in (1.0, 0.5)
    )
    assert full - half == pytest.approx(6.0, abs=0.3)


def test_a_scene_can_be_without_music(music: Path) -> None:
    """Music pauses in the scene that wants none, and comes back."""
    shots = house.plain(seconds=2.0), house.plain(seconds=2.0, music=False), house.plain(seconds=2.0)
    sound = mix(house.film(*shots, music=MusicTrack(music)))
    level = [house.strength(sound[round(at * RATE) : round((at + 0.5) * RATE)], MUSIC) for at in (1.1, 2.8, 4.4)]
    assert level[1] < min(level[0], level[2]) - 30


def sounding(to: Path, samples: np.ndarray) -> Path:
    """A video of a second with that sound."""
    import av

    path = to.with_name(f"silent-{to.name}")
    house.video(path, [(200, 30, 30)], seconds_each=1.0)
    with av.open(str(path)) as source, av.open(str(to), "w") as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        voice = out.add_stream("aac", rate=RATE)
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[None, :]), format="fltp", layout="mono")
        frame.sample_rate = RATE
        out.mux(voice.encode(frame))
        out.mux(voice.encode(None))
    return to


def test_footage_is_heard_unless_it_is_mute(tmp_path: Path) -> None:
    """The sound of a video belongs to it, when that is wanted."""
    loud = Footage(sounding(tmp_path / "loud.mp4", house.tone(1.0, hertz=VOICE, rate=RATE)), mute=False)
    heard = mix(house.film(replace(house.plain(seconds=1.0), backdrop=loud)))
    mute = mix(house.film(replace(house.plain(seconds=1.0), backdrop=replace(loud, mute=True))))
    assert house.strength(heard, VOICE) > -40
    assert not mute.any()


def test_a_video_upon_the_picture_or_in_its_place_is_heard_while_it_is_seen(tmp_path: Path) -> None:
    """Elements for as long as their scene is, b-rolls between their times, and neither where it is mute."""
    loud = Footage(sounding(tmp_path / "loud.mp4", house.tone(1.0, hertz=VOICE, rate=RATE)), mute=False)
    element = VideoElement(visual_url="https://example.org/a.mp4")
    first, last = house.plain(seconds=1.0), house.plain(seconds=1.0)

    def levels(**shown: object) -> list[bool]:
        sound = mix(house.film(first, house.plain(seconds=2.0, **shown), last))
        return [house.strength(sound[round(at * RATE) :][: RATE // 4], VOICE) > -40 for at in (0.5, 1.2, 2.0, 2.7, 3.5)]

    assert levels(elements=(Inset(loud, element),)) == [False, True, True, True, False]
    assert levels(cutaways=(Cutaway(loud, 0.8, 1.4),)) == [False, False, True, False, False]
    assert levels(elements=(Inset(replace(loud, mute=True), element),)) == [False] * 5
