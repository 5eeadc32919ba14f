import numpy as np

def haversine(lat1, lon1, lat2, lon2):
    """Kilometres between two places on the globe."""
    lat1, lon1 = lat1 * np.pi / 180, lon1 * np.pi / 180
    lat2, lon2 = lat2 * np.pi / 180, lon2 * np.pi / 180
    a = np.sin((lat2 - lat1) / 2)**2 \
        + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2)**2
    return 2 * 6371.0 * np.arcsin(np.sqrt(a))
